import { randomUUID } from 'node:crypto';
import type { CreateEventSourceMappingRequest, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { serviceOf } from '../deliveries/callTarget.ts';
import { AwsError } from '../errors.ts';
import { operation } from '../service.ts';
import { checkMapping, sourceServices } from './checkMapping.ts';
import { checkSource } from './checkSource.ts';
import { configurationOf } from './configurationOf.ts';
import { functionOf } from './functionOf.ts';
import { invalidValue } from './invalid.ts';
import { mappingAccess } from './mappingAccess.ts';
import type { MappingRecord } from './mappingRecord.ts';
import type { EventSourceMappings } from './mappings.ts';
import { settingsOf } from './settingsOf.ts';

export const createEventSourceMapping = (mappings: EventSourceMappings) =>
  operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    name: 'CreateEventSourceMapping',
    accepts: [
      'EventSourceArn',
      'FunctionName',
      'Enabled',
      'BatchSize',
      'FilterCriteria',
      'MaximumBatchingWindowInSeconds',
      'ParallelizationFactor',
      'StartingPosition',
      'StartingPositionTimestamp',
      'DestinationConfig',
      'MaximumRecordAgeInSeconds',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'FunctionResponseTypes',
      'ScalingConfig',
      'Tags',
      'TumblingWindowInSeconds',
    ],
    inert: ['KMSKeyArn'],
    required: ['FunctionName', 'EventSourceArn'],
    access: (_input, call) => mappingAccess('CreateEventSourceMapping', undefined, call),
    async run(input, { cloud }) {
      const { EventSourceArn: sourceArn = '', FunctionName = '', Tags: tags = {} } = input;
      const source = serviceOf(sourceArn);
      if (!sourceServices.includes(source))
        throw invalidValue(
          `Event sources of "${source || sourceArn}" are not supported by local-aws; supported: ${sourceServices.join(', ')}.`,
        );
      if (input.TumblingWindowInSeconds) throw invalidValue('TumblingWindowInSeconds is not supported by local-aws.');
      const settings = settingsOf(input, source);
      checkMapping(settings, source);
      const target = await functionOf(cloud, FunctionName);
      await checkSource(cloud, sourceArn, target);
      const known = mappings.store
        .list()
        .find((each) => each.sourceArn === sourceArn && each.functionArn === target.arn);
      if (known)
        throw new AwsError(
          'ResourceConflictException',
          `The event source arn (" ${sourceArn} ") and function (" ${target.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${known.uuid}`,
          { status: 409 },
        );
      const now = cloud.clock.now();
      const uuid = randomUUID();
      const mapping: MappingRecord = {
        uuid,
        arn: cloud.arn('lambda', `event-source-mapping:${uuid}`),
        sourceArn,
        functionArn: target.arn,
        enabled: input.Enabled ?? true,
        settings,
        ...startOf(input, source, now),
        createdAt: now,
        modifiedAt: now,
        lastResult: 'No records processed',
        tags,
      };
      await mappings.save(mapping);
      return configurationOf(mapping, 'Creating');
    },
  });

function startOf(
  { StartingPosition: position, StartingPositionTimestamp: time }: CreateEventSourceMappingRequest,
  source: string,
  now: number,
): Pick<MappingRecord, 'startingPosition' | 'startAt'> {
  if (source === 'sqs') {
    if (position !== undefined) throw invalidValue('StartingPosition is only for streams.');
    return {};
  }
  if (position !== 'TRIM_HORIZON' && position !== 'LATEST' && position !== 'AT_TIMESTAMP')
    throw invalidValue('StartingPosition must be TRIM_HORIZON, LATEST or AT_TIMESTAMP for a stream.');
  if ((position === 'AT_TIMESTAMP') !== (time !== undefined))
    throw invalidValue('StartingPositionTimestamp is needed for AT_TIMESTAMP, and only for it.');
  return { startingPosition: position, startAt: position === 'TRIM_HORIZON' ? undefined : (time?.getTime() ?? now) };
}
