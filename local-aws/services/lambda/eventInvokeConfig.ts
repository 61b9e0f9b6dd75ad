import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { EventInvokeRecord } from '../../lambda/functionRecord.ts';
import { invalid } from './configuration.ts';
import type { LambdaContext } from './context.ts';

export const eventInvokeKey = (name: string, qualifier: string | undefined): string =>
  `${name}:${qualifier ?? '$LATEST'}`;

/** Throws `ResourceNotFoundException`. */
export function existingEventInvoke(
  context: LambdaContext,
  functionName: string,
  givenQualifier?: string,
): EventInvokeRecord {
  const { name, qualifier } = context.store.parse(functionName, givenQualifier);
  const record = context.store.eventInvokes.get(eventInvokeKey(name, qualifier));
  if (record) return record;
  throw new AwsError(
    'ResourceNotFoundException',
    `The function ${context.store.arn(name, qualifier ?? '$LATEST')} doesn't have an EventInvokeConfig`,
    { status: 404 },
  );
}

/** A record with the request's settings over `base`. Throws `InvalidParameterValueException`. */
export function eventInvokeRecord(
  context: LambdaContext,
  base: EventInvokeRecord,
  input: PutFunctionEventInvokeConfigRequest,
): EventInvokeRecord {
  const retries = input.MaximumRetryAttempts ?? base.maximumRetryAttempts;
  const age = input.MaximumEventAgeInSeconds ?? base.maximumEventAgeSeconds;
  if (retries < 0 || retries > 2) throw invalid(`MaximumRetryAttempts must be from 0 to 2, not ${retries}`);
  if (age < 60 || age > 21_600) throw invalid(`MaximumEventAgeInSeconds must be from 60 to 21600, not ${age}`);
  const given = input.DestinationConfig;
  const onSuccess = given ? given.OnSuccess?.Destination : base.destinations.onSuccess;
  const onFailure = given ? given.OnFailure?.Destination : base.destinations.onFailure;
  for (const arn of [onSuccess, onFailure]) {
    if (arn && !/^arn:aws:(sqs|sns|lambda|events):/.test(arn)) {
      throw invalid(`The destination ARN ${arn} is invalid: local-aws sends to SQS, SNS, Lambda and EventBridge`);
    }
  }
  return {
    ...base,
    maximumRetryAttempts: retries,
    maximumEventAgeSeconds: age,
    destinations: { ...(onSuccess && { onSuccess }), ...(onFailure && { onFailure }) },
    lastModified: context.cloud.clock.now(),
  };
}

export function eventInvokeConfig(context: LambdaContext, record: EventInvokeRecord): FunctionEventInvokeConfig {
  const { onSuccess, onFailure } = record.destinations;
  return {
    LastModified: new Date(record.lastModified),
    FunctionArn: context.store.arn(record.functionName, record.qualifier),
    MaximumRetryAttempts: record.maximumRetryAttempts,
    MaximumEventAgeInSeconds: record.maximumEventAgeSeconds,
    DestinationConfig: {
      OnSuccess: onSuccess ? { Destination: onSuccess } : {},
      OnFailure: onFailure ? { Destination: onFailure } : {},
    },
  };
}
