import { randomUUID } from 'node:crypto';
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import { type Call, operation } from '../../service.ts';
import type { LambdaContext } from './context.ts';

const SYNCHRONOUS_LIMIT = 6_291_456;
const ASYNCHRONOUS_LIMIT = 1_048_576;

export const invoke = (context: LambdaContext) =>
  operation<InvocationRequest, InvocationResponse>({
    name: 'Invoke',
    accepts: ['FunctionName', 'InvocationType', 'LogType', 'ClientContext', 'Payload', 'Qualifier'],
    required: ['FunctionName'],
    access: (input) => {
      const { name, qualifier } = context.store.parse(input.FunctionName ?? '', input.Qualifier);
      return [{ action: 'lambda:InvokeFunction', resource: context.store.arn(name, qualifier) }];
    },
    run: (input, call) => run(context, input, call),
  });

async function run(context: LambdaContext, input: InvocationRequest, call: Call): Promise<InvocationResponse> {
  const { record, arn, qualifier } = context.store.resolve(input.FunctionName ?? '', input.Qualifier);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  const asynchronous = input.InvocationType === 'Event';
  const payload = payloadText(input.Payload, asynchronous ? ASYNCHRONOUS_LIMIT : SYNCHRONOUS_LIMIT);
  const requestId = call.requestId || randomUUID();
  if (asynchronous) {
    context.asynchronous.accept(record.name, qualifier, payload, requestId);
    return { StatusCode: 202, $metadata: { requestId } } as InvocationResponse;
  }
  const clientContext = input.ClientContext && Buffer.from(input.ClientContext, 'base64').toString();
  const result = await context.run(record, { requestId, payload, invokedFunctionArn: arn, clientContext });
  return {
    StatusCode: 200,
    ExecutedVersion: record.version,
    Payload: Buffer.from(result.payload) as never,
    ...(result.functionError && { FunctionError: result.functionError }),
    ...(input.LogType === 'Tail' && { LogResult: tail(result.log) }),
    // Callers within the laptop learn the request's id so; it is no part of the answer on the wire.
    ...{ $metadata: { requestId } },
  };
}

/** Lambda hands over JSON only; an empty body is an empty object. */
function payloadText(payload: InvocationRequest['Payload'], limit: number): string {
  const size = payload?.byteLength ?? 0;
  if (size > limit) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      {
        status: 413,
        members: { Type: 'User' },
      },
    );
  }
  if (!payload || size === 0) return '{}';
  const text = Buffer.from(payload).toString('utf8');
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
      {
        members: { Type: 'User' },
      },
    );
  }
  return text;
}

/** The last 4 KB, as `LogType: Tail` gives them. */
function tail(lines: string[]): string {
  return Buffer.from(`${lines.join('\n')}\n`)
    .subarray(-4096)
    .toString('base64');
}
