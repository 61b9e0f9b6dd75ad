import type { Shard } from '@aws-sdk/client-kinesis';
import { decimalOf } from './hashKeys.ts';
import { sequenceText } from './sequence.ts';
import type { ShardRecord } from './streamRecord.ts';

/** A shard as the API answers it. */
export const shardAnswer = (shard: ShardRecord): Shard => ({
  ShardId: shard.id,
  ParentShardId: shard.parent,
  AdjacentParentShardId: shard.adjacentParent,
  HashKeyRange: { StartingHashKey: decimalOf(shard.start), EndingHashKey: decimalOf(shard.end) },
  SequenceNumberRange: {
    StartingSequenceNumber: sequenceText(shard.firstSequence),
    EndingSequenceNumber: shard.lastSequence === undefined ? undefined : sequenceText(shard.lastSequence),
  },
});
