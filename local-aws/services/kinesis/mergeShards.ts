import type { MergeShardsInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { decimalOf } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { openShard, reshard } from './reshard.ts';
import { streamAccess } from './streamAccess.ts';

export const mergeShards = (kinesis: Kinesis) =>
  operation<MergeShardsInput, void>({
    name: 'MergeShards',
    accepts: ['StreamName', 'StreamARN', 'ShardToMerge', 'AdjacentShardToMerge'],
    required: ['ShardToMerge', 'AdjacentShardToMerge'],
    access: (input, call) => streamAccess('MergeShards', input, call),
    run(input, { cloud }) {
      const stream = kinesis.streams.stream(input);
      const one = openShard(stream, input.ShardToMerge, cloud.account);
      const other = openShard(stream, input.AdjacentShardToMerge, cloud.account);
      const [low, high] = one.start < other.start ? [one, other] : [other, one];
      if (BigInt(decimalOf(low.end)) + 1n !== BigInt(decimalOf(high.start)))
        throw invalidArgument(
          `Shards ${one.id} and ${other.id} in stream ${stream.name} under account ${cloud.account} are not an adjacent pair of shards eligible for merging`,
        );
      reshard(kinesis, stream, [one, other], [{ start: low.start, end: high.end }], cloud);
    },
  });
