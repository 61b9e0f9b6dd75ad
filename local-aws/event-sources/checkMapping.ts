import { serviceOf } from '../deliveries/callTarget.ts';
import { invalidValue } from './invalid.ts';
import type { MappingSettings } from './mappingRecord.ts';

/** Services whose resources a mapping can read. */
export const sourceServices: readonly string[] = ['kinesis', 'sqs'];

/** Throws `InvalidParameterValueException` for settings that the source does not have, or that are out of Lambda's ranges. */
export function checkMapping(settings: MappingSettings, source: string): void {
  const stream = source === 'kinesis';
  range('BatchSize', settings.batchSize, 1, 10_000);
  range('MaximumBatchingWindowInSeconds', settings.batchingWindowSeconds, 0, 300);
  if (!stream && settings.batchSize > 10 && settings.batchingWindowSeconds < 1)
    throw invalidValue(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  if (settings.functionResponseTypes.some((type) => type !== 'ReportBatchItemFailures'))
    throw invalidValue('FunctionResponseTypes can only hold ReportBatchItemFailures.');
  range('ParallelizationFactor', settings.parallelization, 1, 10);
  if (settings.maximumRetryAttempts !== -1) range('MaximumRetryAttempts', settings.maximumRetryAttempts, 0, 10_000);
  if (settings.maximumRecordAgeSeconds !== -1)
    range('MaximumRecordAgeInSeconds', settings.maximumRecordAgeSeconds, 60, 604_800);
  if (settings.maximumConcurrency !== undefined)
    range('ScalingConfig.MaximumConcurrency', settings.maximumConcurrency, 2, 1000);
  if (stream && settings.maximumConcurrency !== undefined) throw onlyFor('ScalingConfig', 'queues');
  if (!stream) {
    if (settings.parallelization !== 1) throw onlyFor('ParallelizationFactor', 'streams');
    if (settings.bisect) throw onlyFor('BisectBatchOnFunctionError', 'streams');
    if (settings.maximumRetryAttempts !== -1) throw onlyFor('MaximumRetryAttempts', 'streams');
    if (settings.maximumRecordAgeSeconds !== -1) throw onlyFor('MaximumRecordAgeInSeconds', 'streams');
    if (settings.onFailure !== undefined) throw onlyFor('DestinationConfig', 'streams');
  }
  if (settings.onFailure !== undefined && !['sqs', 'sns', 's3'].includes(serviceOf(settings.onFailure)))
    throw invalidValue(`DestinationConfig.OnFailure: ${settings.onFailure} is no queue, topic or bucket.`);
}

function range(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw invalidValue(`${name} must be from ${low} to ${high}.`);
}

const onlyFor = (name: string, what: string) => invalidValue(`${name} is only for ${what}.`);
