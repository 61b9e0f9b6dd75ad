import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import type { Tags } from '../../tags.ts';

/** A log group as it is stored, its metric filters with it. Times are ms since the epoch. */
export interface GroupRecord {
  name: string;
  createdAt: number;
  retentionInDays?: number | undefined;
  kmsKeyId?: string | undefined;
  logGroupClass: string;
  deletionProtected?: boolean | undefined;
  tags: Tags;
  metricFilters: MetricFilterRecord[];
}

export interface MetricFilterRecord {
  name: string;
  pattern: string;
  transformations: MetricTransformation[];
  createdAt: number;
}

export interface StreamRecord {
  name: string;
  createdAt: number;
  firstEventAt?: number | undefined;
  lastEventAt?: number | undefined;
  lastIngestionAt?: number | undefined;
  storedBytes: number;
}

export interface StoredEvent {
  /** In order of arrival. */
  id: number;
  stream: string;
  timestamp: number;
  ingestionTime: number;
  message: string;
}
