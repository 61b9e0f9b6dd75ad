import type { Tags } from '../tags.ts';

/** What a mapping does, with all defaults filled in. */
export interface MappingSettings {
  batchSize: number;
  batchingWindowSeconds: number;
  filters: string[];
  functionResponseTypes: 'ReportBatchItemFailures'[];
  /** Streams only; -1 is without end. */
  parallelization: number;
  bisect: boolean;
  maximumRetryAttempts: number;
  maximumRecordAgeSeconds: number;
  onFailure?: string | undefined;
  /** Queues only. */
  maximumConcurrency?: number | undefined;
}

/** An event source mapping as it is stored. Times are ms since the epoch. */
export interface MappingRecord {
  uuid: string;
  arn: string;
  sourceArn: string;
  functionArn: string;
  enabled: boolean;
  settings: MappingSettings;
  startingPosition?: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP' | undefined;
  /** Where reading begins, for LATEST and AT_TIMESTAMP. */
  startAt?: number | undefined;
  createdAt: number;
  modifiedAt: number;
  lastResult: string;
  tags: Tags;
}
