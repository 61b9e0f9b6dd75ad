import type { ChildShard, GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../errors.ts';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { decimalOf } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { Kinesis } from './kinesis.ts';
import type { StoredRecord } from './recordStore.ts';
import { sequenceText } from './sequence.ts';
import { makeIterator, readIterator } from './shardIterator.ts';
import { streamAccess } from './streamAccess.ts';
import { isOpen, type StreamRecord } from './streamRecord.ts';

/** AWS's limits of an answer. */
const most = { records: 10_000, bytes: 10_485_760 };

export const getRecords = (kinesis: Kinesis) =>
  operation<GetRecordsInput, GetRecordsOutput>({
    name: 'GetRecords',
    accepts: ['ShardIterator', 'Limit', 'StreamARN'],
    required: ['ShardIterator'],
    access: ({ ShardIterator }, call) => {
      const { name } = readIterator(ShardIterator, 0);
      return [
        ...streamAccess('GetRecords', { StreamName: name }, call),
        ...kmsAccess(call.cloud, 'kinesis', kinesis.streams.find(name)?.keyId, 'Decrypt'),
      ];
    },
    run({ ShardIterator, Limit = most.records }, { cloud }) {
      if (!(Limit >= 1 && Limit <= most.records)) throw invalidArgument(`Limit must be from 1 to ${most.records}.`);
      const now = cloud.clock.now();
      const position = readIterator(ShardIterator, now);
      const stream = kinesis.streams.find(position.name);
      const shard = stream?.key === position.stream ? stream.shards.find(({ id }) => id === position.shard) : undefined;
      if (!stream || !shard)
        throw new AwsError(
          'ResourceNotFoundException',
          `Shard ${position.shard} in stream ${position.name} under account ${cloud.account} does not exist`,
        );
      if (cloud.settings?.limits && !kinesis.reads.take(`${stream.key}/${shard.id}`, 0, now))
        throw new AwsError(
          'ProvisionedThroughputExceededException',
          `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${cloud.account}.`,
        );
      const records = upTo(
        kinesis.records.read(stream.key, shard.id, position.after, kinesis.retainedFrom(stream), Limit),
        most.bytes,
      );
      const last = records.at(-1);
      const after = last?.sequence ?? position.after;
      const newest = kinesis.records.newestAt(stream.key, shard.id);
      const more = kinesis.records.read(stream.key, shard.id, after, kinesis.retainedFrom(stream), 1).length > 0;
      const ended = !isOpen(shard) && !more;
      return {
        Records: records.map(({ sequence, at, partitionKey, data }) => ({
          SequenceNumber: sequenceText(sequence),
          ApproximateArrivalTimestamp: new Date(at),
          Data: data,
          PartitionKey: partitionKey,
          EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
        })),
        ...(ended
          ? { ChildShards: childShards(stream, shard.id) }
          : { NextShardIterator: makeIterator({ ...position, after, issuedAt: now }) }),
        MillisBehindLatest:
          more && newest !== undefined ? Math.max(newest - (last?.at ?? newest), now - (last?.at ?? now)) : 0,
      };
    },
  });

/** As many as fit, at least one. */
function upTo(records: StoredRecord[], bytes: number): StoredRecord[] {
  let size = 0;
  for (const [index, { data }] of records.entries()) {
    size += data.length;
    if (size > bytes && index > 0) return records.slice(0, index);
  }
  return records;
}

const childShards = (stream: StreamRecord, parent: string): ChildShard[] =>
  stream.shards
    .filter((shard) => shard.parent === parent || shard.adjacentParent === parent)
    .map((shard) => ({
      ShardId: shard.id,
      ParentShards: [shard.parent, shard.adjacentParent].filter((id) => id !== undefined),
      HashKeyRange: { StartingHashKey: decimalOf(shard.start), EndingHashKey: decimalOf(shard.end) },
    }));
