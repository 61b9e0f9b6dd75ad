import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import type { Tally } from './tally.ts';

const emptyMs = 100;

/** Reads the decisions from now on, shard by shard, until the signal. Answers when every shard is being read. */
export const receiveDecisions = async (
  streamName: string,
  tally: Tally,
  signal: AbortSignal,
): Promise<Promise<void>[]> => {
  const kinesis = new KinesisClient({ maxAttempts: 10 });
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: streamName }));
  const iterators = await Promise.all(
    Shards.map(({ ShardId = '' }) =>
      kinesis.send(new GetShardIteratorCommand({ StreamName: streamName, ShardId, ShardIteratorType: 'LATEST' })),
    ),
  );
  return iterators.map(async ({ ShardIterator }) => {
    let next = ShardIterator;
    while (next && !signal.aborted) {
      const { Records = [], NextShardIterator } = await kinesis.send(new GetRecordsCommand({ ShardIterator: next }));
      for (const { Data } of Records) tally.take(new TextDecoder().decode(Data));
      next = NextShardIterator;
      if (Records.length === 0) await new Promise((resolve) => setTimeout(resolve, emptyMs));
    }
  });
};
