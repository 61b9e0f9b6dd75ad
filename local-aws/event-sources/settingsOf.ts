import type { CreateEventSourceMappingRequest, UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { filtersOf } from './filter.ts';
import type { MappingSettings } from './mappingRecord.ts';

type Input = CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest;

/** A mapping's settings from a request; what it leaves out stays as before, or has Lambda's default. */
export function settingsOf(input: Input, source: string, before?: MappingSettings): MappingSettings {
  return {
    batchSize: input.BatchSize ?? before?.batchSize ?? (source === 'sqs' ? 10 : 100),
    batchingWindowSeconds: input.MaximumBatchingWindowInSeconds ?? before?.batchingWindowSeconds ?? 0,
    filters: input.FilterCriteria ? filtersOf(input.FilterCriteria) : (before?.filters ?? []),
    functionResponseTypes:
      (input.FunctionResponseTypes as MappingSettings['functionResponseTypes']) ?? before?.functionResponseTypes ?? [],
    parallelization: input.ParallelizationFactor ?? before?.parallelization ?? 1,
    bisect: input.BisectBatchOnFunctionError ?? before?.bisect ?? false,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? before?.maximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: input.MaximumRecordAgeInSeconds ?? before?.maximumRecordAgeSeconds ?? -1,
    onFailure: input.DestinationConfig ? input.DestinationConfig.OnFailure?.Destination : before?.onFailure,
    maximumConcurrency: input.ScalingConfig ? input.ScalingConfig.MaximumConcurrency : before?.maximumConcurrency,
  };
}
