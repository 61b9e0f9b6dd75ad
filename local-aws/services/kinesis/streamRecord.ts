import type { Tags } from '../../tags.ts';

export interface ShardRecord {
  id: string;
  /** First and last hash key, as hexadecimal digits. */
  start: string;
  end: string;
  parent?: string | undefined;
  adjacentParent?: string | undefined;
  firstSequence: number;
  /** Set when the shard was closed. */
  lastSequence?: number | undefined;
}

/** A stream as it is stored. Times are ms since the epoch. */
export interface StreamRecord {
  name: string;
  arn: string;
  /** Tells a stream from an earlier one of the same name. */
  key: string;
  createdAt: number;
  mode: 'PROVISIONED' | 'ON_DEMAND';
  retentionHours: number;
  shards: ShardRecord[];
  keyId?: string | undefined;
  tags: Tags;
}

export const isOpen = (shard: ShardRecord): boolean => shard.lastSequence === undefined;

export const shardId = (index: number): string => `shardId-${String(index).padStart(12, '0')}`;
