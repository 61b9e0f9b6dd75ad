import type { Cloud } from '../../cloud.ts';
import { arrivals } from '../../deliveries/arrivals.ts';
import { AwsError } from '../../errors.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { isOpen, type ShardRecord, type StreamRecord, shardId } from './streamRecord.ts';

/** Closes shards and opens others in their place; readers find them as children. */
export function reshard(
  kinesis: Kinesis,
  stream: StreamRecord,
  closed: readonly ShardRecord[],
  opened: readonly { start: string; end: string }[],
  cloud: Cloud,
): void {
  const lastSequence = kinesis.nextSequence(stream);
  const parentsOf = ({ start, end }: { start: string; end: string }) =>
    closed.filter((shard) => shard.start <= end && shard.end >= start).map(({ id }) => id);
  const children = opened.map((range, index) => {
    const [parent, adjacentParent] = parentsOf(range);
    return {
      id: shardId(stream.shards.length + index),
      ...range,
      parent,
      adjacentParent,
      firstSequence: kinesis.nextSequence(stream),
    };
  });
  const shards = stream.shards.map((shard) => (closed.includes(shard) ? { ...shard, lastSequence } : shard));
  kinesis.streams.save({ ...stream, shards: [...shards, ...children] });
  arrivals(cloud).notify(stream.arn);
}

/** Throws `ResourceNotFoundException`, or `ResourceInUseException`-like errors for a shard that is closed. */
export function openShard(stream: StreamRecord, id: string | undefined, account: string): ShardRecord {
  const shard = stream.shards.find((each) => each.id === id);
  if (!shard)
    throw new AwsError(
      'ResourceNotFoundException',
      `Could not find shard ${id} in stream ${stream.name} under account ${account}.`,
    );
  if (!isOpen(shard))
    throw invalidArgument(
      `Shard ${id} in stream ${stream.name} under account ${account} has already been merged or split, and thus is not eligible for merging or splitting.`,
    );
  return shard;
}
