import type { ListShardsInput, ListShardsOutput } from '@aws-sdk/client-kinesis';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { shardAnswer } from './shardAnswer.ts';
import { streamAccess } from './streamAccess.ts';
import { isOpen } from './streamRecord.ts';

const filters = ['AFTER_SHARD_ID', 'AT_LATEST', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON'];

export const listShards = (kinesis: Kinesis) =>
  operation<ListShardsInput, ListShardsOutput>({
    name: 'ListShards',
    accepts: ['StreamName', 'StreamARN', 'NextToken', 'ExclusiveStartShardId', 'MaxResults', 'ShardFilter'],
    access: (input, call) => streamAccess('ListShards', namedBy(input), call),
    run(input) {
      const { NextToken, ExclusiveStartShardId, MaxResults, ShardFilter } = input;
      const token = NextToken?.split('#')[1];
      const stream = kinesis.streams.stream(namedBy(input));
      if (ShardFilter && !filters.includes(ShardFilter.Type ?? ''))
        throw invalidArgument(
          `ShardFilter ${ShardFilter.Type} is not supported by local-aws; supported: ${filters.join(', ')}`,
        );
      const after =
        ExclusiveStartShardId ?? (ShardFilter?.Type === 'AFTER_SHARD_ID' ? ShardFilter.ShardId : undefined) ?? '';
      const shards = stream.shards.filter(
        (shard) => shard.id > after && (ShardFilter?.Type !== 'AT_LATEST' || isOpen(shard)),
      );
      const { items, nextToken } = page(shards, ({ id }) => id, {
        token,
        limit: MaxResults,
        defaultLimit: 1000,
        tokenError: 'ExpiredNextTokenException',
      });
      return {
        Shards: items.map(shardAnswer),
        ...(nextToken === undefined ? {} : { NextToken: `${stream.name}#${nextToken}` }),
      };
    },
  });

/** A token names its stream. */
const namedBy = (input: ListShardsInput) =>
  input.NextToken === undefined ? input : { StreamName: input.NextToken.split('#')[0] };
