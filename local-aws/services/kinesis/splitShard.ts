import type { SplitShardInput } from '@aws-sdk/client-kinesis';
import { operation } from '../../service.ts';
import { hexOf, readHashKey } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { openShard, reshard } from './reshard.ts';
import { streamAccess } from './streamAccess.ts';

export const splitShard = (kinesis: Kinesis) =>
  operation<SplitShardInput, void>({
    name: 'SplitShard',
    accepts: ['StreamName', 'StreamARN', 'ShardToSplit', 'NewStartingHashKey'],
    required: ['ShardToSplit', 'NewStartingHashKey'],
    access: (input, call) => streamAccess('SplitShard', input, call),
    run(input, { cloud }) {
      const stream = kinesis.streams.stream(input);
      const shard = openShard(stream, input.ShardToSplit, cloud.account);
      const key = readHashKey(input.NewStartingHashKey, 'NewStartingHashKey');
      const middle = hexOf(key);
      if (middle <= shard.start || middle >= shard.end)
        throw invalidArgument(
          `NewStartingHashKey ${input.NewStartingHashKey} used in SplitShard() on shard ${shard.id} in stream ${stream.name} under account ${cloud.account} is not both greater than one plus the shard's StartingHashKey and less than the shard's EndingHashKey.`,
        );
      reshard(
        kinesis,
        stream,
        [shard],
        [
          { start: shard.start, end: hexOf(key - 1n) },
          { start: middle, end: shard.end },
        ],
        cloud,
      );
    },
  });
