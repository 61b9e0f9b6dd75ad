import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import { readSequence } from './sequence.ts';
import { makeIterator } from './shardIterator.ts';
import { streamAccess } from './streamAccess.ts';
import type { StreamRecord } from './streamRecord.ts';

export const getShardIterator = (kinesis: Kinesis) =>
  operation<GetShardIteratorInput, GetShardIteratorOutput>({
    name: 'GetShardIterator',
    accepts: ['StreamName', 'StreamARN', 'ShardId', 'ShardIteratorType', 'StartingSequenceNumber', 'Timestamp'],
    required: ['ShardId', 'ShardIteratorType'],
    access: (input, call) => streamAccess('GetShardIterator', input, call),
    run(input, { cloud }) {
      const stream = kinesis.streams.stream(input);
      const shard = stream.shards.find(({ id }) => id === input.ShardId);
      if (!shard)
        throw new AwsError(
          'ResourceNotFoundException',
          `Shard ${input.ShardId} in stream ${stream.name} under account ${cloud.account} does not exist`,
        );
      const now = cloud.clock.now();
      const position = {
        stream: stream.key,
        name: stream.name,
        shard: shard.id,
        after: startOf(kinesis, stream, shard.id, input, now),
        issuedAt: now,
      };
      return { ShardIterator: makeIterator(position) };
    },
  });

function startOf(
  kinesis: Kinesis,
  stream: StreamRecord,
  shard: string,
  input: GetShardIteratorInput,
  now: number,
): number {
  const { ShardIteratorType, StartingSequenceNumber, Timestamp } = input;
  switch (ShardIteratorType) {
    case 'TRIM_HORIZON':
      return 0;
    case 'LATEST':
      return kinesis.lastSequence(stream);
    case 'AT_SEQUENCE_NUMBER':
      return readSequence(StartingSequenceNumber) - 1;
    case 'AFTER_SEQUENCE_NUMBER':
      return readSequence(StartingSequenceNumber);
    case 'AT_TIMESTAMP': {
      const at = Timestamp?.getTime();
      if (at === undefined)
        throw invalidArgument('Timestamp must be specified when ShardIteratorType is AT_TIMESTAMP.');
      if (at > now) throw invalidArgument('The timestamp can not be in the future.');
      return kinesis.records.lastBefore(stream.key, shard, at);
    }
    default:
      throw invalidArgument(`ShardIteratorType ${ShardIteratorType} is none.`);
  }
}
