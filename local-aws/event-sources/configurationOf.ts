import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { serviceOf } from '../deliveries/callTarget.ts';
import type { MappingRecord } from './mappingRecord.ts';

/** A mapping as the API answers it. */
export function configurationOf(mapping: MappingRecord, state?: string): EventSourceMappingConfiguration {
  const { settings } = mapping;
  const stream = serviceOf(mapping.sourceArn) === 'kinesis';
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(mapping.modifiedAt),
    LastProcessingResult: mapping.lastResult,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
    FunctionResponseTypes: settings.functionResponseTypes,
    ...(settings.filters.length > 0
      ? { FilterCriteria: { Filters: settings.filters.map((Pattern) => ({ Pattern })) } }
      : {}),
    ...(settings.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: settings.maximumConcurrency } }),
    ...(stream
      ? {
          StartingPosition: mapping.startingPosition,
          ...(mapping.startingPosition === 'AT_TIMESTAMP'
            ? { StartingPositionTimestamp: new Date(mapping.startAt ?? 0) }
            : {}),
          ParallelizationFactor: settings.parallelization,
          BisectBatchOnFunctionError: settings.bisect,
          MaximumRetryAttempts: settings.maximumRetryAttempts,
          MaximumRecordAgeInSeconds: settings.maximumRecordAgeSeconds,
          TumblingWindowInSeconds: 0,
          DestinationConfig: { OnFailure: { Destination: settings.onFailure } },
        }
      : {}),
  };
}
