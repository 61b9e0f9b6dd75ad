import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  PutRecordCommand,
} from '@aws-sdk/client-kinesis';
import type { Letter } from './letters.ts';

/** Records of a batch that Lambda gave up, read from the stream; undefined when they are not there any more. */
const recordsOf = async (
  kinesis: KinesisClient,
  { KinesisBatchInfo: info }: NonNullable<Letter['batch']>,
): Promise<{ data: Uint8Array; partitionKey: string }[] | undefined> => {
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamARN: info.streamArn,
      ShardId: info.shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: info.startSequenceNumber,
    }),
  );
  const found: { data: Uint8Array; partitionKey: string }[] = [];
  const last = BigInt(info.endSequenceNumber);
  let next = ShardIterator;
  while (next) {
    const { Records = [], NextShardIterator } = await kinesis.send(new GetRecordsCommand({ ShardIterator: next }));
    for (const { Data, PartitionKey = '', SequenceNumber = '0' } of Records) {
      if (BigInt(SequenceNumber) > last) return found;
      if (Data) found.push({ data: Data, partitionKey: PartitionKey });
      if (BigInt(SequenceNumber) === last) return found;
    }
    if (Records.length === 0) return undefined;
    next = NextShardIterator;
  }
  return undefined;
};

/** Sends what a letter is about again; answers how many records, or undefined where they are not whole any more. */
export const replayLetter = async (
  kinesis: KinesisClient,
  streamName: string,
  letter: Letter,
): Promise<number | undefined> => {
  const records = letter.record
    ? letter.record.cut
      ? undefined
      : [{ data: Buffer.from(letter.record.data, 'base64'), partitionKey: letter.record.partitionKey }]
    : letter.batch && (await recordsOf(kinesis, letter.batch));
  if (!records) return undefined;
  for (const { data, partitionKey } of records)
    await kinesis.send(new PutRecordCommand({ StreamName: streamName, Data: data, PartitionKey: partitionKey }));
  return records.length;
};
