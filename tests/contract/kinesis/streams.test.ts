import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  SplitShardCommand,
  StartStreamEncryptionCommand,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis';
import { type MessagingLaptop, startMessagingLaptop } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let kinesis: KinesisClient;
const start = async (limits = false) => {
  laptop = await startMessagingLaptop({ limits });
  kinesis = new KinesisClient(laptop.client);
};
beforeEach(() => start());
afterEach(async () => {
  kinesis.destroy();
  await laptop.close();
});

const StreamName = 'transactions';
const create = (ShardCount = 1) => kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
const put = (text: string, PartitionKey = 'card') =>
  kinesis.send(new PutRecordCommand({ StreamName, Data: Buffer.from(text), PartitionKey }));
const iterator = async (rest: Partial<GetShardIteratorInput> = {}) =>
  (
    await kinesis.send(
      new GetShardIteratorCommand({
        StreamName,
        ShardId: 'shardId-000000000000',
        ShardIteratorType: 'TRIM_HORIZON',
        ...rest,
      }),
    )
  ).ShardIterator;
const read = async (ShardIterator: string | undefined, Limit?: number) => {
  const answer = await kinesis.send(
    new GetRecordsCommand({ ShardIterator, ...(Limit === undefined ? {} : { Limit }) }),
  );
  return { ...answer, texts: (answer.Records ?? []).map(({ Data }) => Buffer.from(Data ?? '').toString()) };
};

test('records are read in order, page by page, over HTTP/2', async () => {
  await create();
  for (const text of ['a', 'b', 'c']) await put(text);
  const first = await read(await iterator(), 2);
  const second = await read(first.NextShardIterator);
  const end = await read(second.NextShardIterator);
  expect([first.texts, second.texts, end.texts]).toEqual([['a', 'b'], ['c'], []]);
  expect(first.Records?.[0]).toMatchObject({
    PartitionKey: 'card',
    ApproximateArrivalTimestamp: expect.any(Date),
    SequenceNumber: expect.stringMatching(/^49\d{54}$/),
  });
  expect(end.MillisBehindLatest).toBe(0);
});

test('iterators begin where their type says', async () => {
  await create();
  await put('a');
  const { SequenceNumber } = await put('b');
  laptop.clock.advance(60_000);
  const Timestamp = new Date(laptop.clock.now());
  const latest = await iterator({ ShardIteratorType: 'LATEST' });
  await put('c');
  const from = async (rest: Partial<GetShardIteratorInput>) => (await read(await iterator(rest))).texts;
  expect(await from({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber })).toEqual([
    'b',
    'c',
  ]);
  expect(await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber })).toEqual([
    'c',
  ]);
  expect(await from({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toEqual(['c']);
  expect((await read(latest)).texts).toEqual(['c']);
});

test('the partition key decides the shard, and a hash key overrules it', async () => {
  await create(4);
  const answers = await kinesis.send(
    new PutRecordsCommand({
      StreamName,
      Records: [
        { Data: Buffer.from('1'), PartitionKey: 'a' },
        { Data: Buffer.from('2'), PartitionKey: 'a' },
        { Data: Buffer.from('3'), PartitionKey: 'a', ExplicitHashKey: '0' },
        { Data: Buffer.from('4'), PartitionKey: 'a', ExplicitHashKey: (2n ** 128n - 1n).toString() },
      ],
    }),
  );
  // MD5 of "a" begins with 0c: the first quarter.
  expect(answers.Records?.map(({ ShardId }) => ShardId)).toEqual([
    'shardId-000000000000',
    'shardId-000000000000',
    'shardId-000000000000',
    'shardId-000000000003',
  ]);
  expect(answers.FailedRecordCount).toBe(0);
});

test('shards are split and merged; readers go from the parents to the children', async () => {
  await create();
  await put('before');
  await kinesis.send(
    new SplitShardCommand({
      StreamName,
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: (2n ** 127n).toString(),
    }),
  );
  await put('after');
  const parent = await read(await iterator());
  expect(parent.texts).toEqual(['before']);
  expect(parent.NextShardIterator).toBeUndefined();
  expect(parent.ChildShards?.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000001', 'shardId-000000000002']);
  await kinesis.send(
    new MergeShardsCommand({
      StreamName,
      ShardToMerge: 'shardId-000000000001',
      AdjacentShardToMerge: 'shardId-000000000002',
    }),
  );
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  expect(Shards[3]).toMatchObject({
    ShardId: 'shardId-000000000003',
    ParentShardId: 'shardId-000000000001',
    AdjacentParentShardId: 'shardId-000000000002',
    HashKeyRange: { StartingHashKey: '0', EndingHashKey: (2n ** 128n - 1n).toString() },
  });
  const open = await kinesis.send(new ListShardsCommand({ StreamName, ShardFilter: { Type: 'AT_LATEST' } }));
  expect(open.Shards?.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000003']);
  await kinesis.send(new UpdateShardCountCommand({ StreamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' }));
  expect((await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }))).StreamDescriptionSummary).toMatchObject(
    { OpenShardCount: 2 },
  );
});

test('shards are listed page by page', async () => {
  await create(3);
  const first = await kinesis.send(new ListShardsCommand({ StreamName, MaxResults: 2 }));
  const second = await kinesis.send(new ListShardsCommand({ NextToken: first.NextToken }));
  expect([first.Shards, second.Shards].map((shards) => shards?.length)).toEqual([2, 1]);
});

test('with limits a shard refuses what is over a thousand records a second, record by record', async () => {
  await laptop.close();
  await start(true);
  await create();
  laptop.clock.advance(1000 - (laptop.clock.now() % 1000));
  const Records = Array.from({ length: 400 }, (_, index) => ({
    Data: Buffer.from(String(index)),
    PartitionKey: String(index),
  }));
  const answers = [];
  for (let time = 0; time < 3; time++) answers.push(await kinesis.send(new PutRecordsCommand({ StreamName, Records })));
  const failed = answers.map(({ FailedRecordCount = 0 }) => FailedRecordCount);
  expect(failed).toEqual([0, 0, 200]);
  expect(answers[2]?.Records?.at(-1)).toMatchObject({
    ErrorCode: 'ProvisionedThroughputExceededException',
    ErrorMessage: expect.stringMatching(/^Rate exceeded for shard/),
  });
  laptop.clock.advance(1000);
  expect((await kinesis.send(new PutRecordsCommand({ StreamName, Records }))).FailedRecordCount).toBe(0);
});

test('records are kept as long as the stream says, and over a restart', async () => {
  await create();
  await put('old');
  await laptop.restart();
  kinesis.destroy();
  kinesis = new KinesisClient(laptop.client);
  await put('second');
  expect((await read(await iterator())).texts).toEqual(['old', 'second']);
  laptop.clock.advance(24 * 3_600_000 + 1);
  expect((await read(await iterator())).texts).toEqual([]);
});

test('streams are described, tagged, listed and deleted', async () => {
  await create(2);
  await kinesis.send(new AddTagsToStreamCommand({ StreamName, Tags: { stage: 'dev' } }));
  await kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 48 }));
  await kinesis.send(
    new StartStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }),
  );
  expect((await kinesis.send(new DescribeStreamCommand({ StreamName }))).StreamDescription).toMatchObject({
    StreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/transactions',
    StreamStatus: 'ACTIVE',
    RetentionPeriodHours: 48,
    EncryptionType: 'KMS',
    Shards: [{ ShardId: 'shardId-000000000000' }, { ShardId: 'shardId-000000000001' }],
  });
  expect((await kinesis.send(new ListTagsForStreamCommand({ StreamName }))).Tags).toEqual([
    { Key: 'stage', Value: 'dev' },
  ]);
  expect((await kinesis.send(new ListStreamsCommand())).StreamNames).toEqual([StreamName]);
  await expect(create()).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await kinesis.send(new DeleteStreamCommand({ StreamName }));
  await expect(put('x')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Stream transactions under account 000000000000 not found.',
  });
});

test.each([
  ['an iterator that is none', () => new GetRecordsCommand({ ShardIterator: 'x' }), 'InvalidArgumentException'],
  [
    'a sequence number that is none',
    () =>
      new GetShardIteratorCommand({
        StreamName,
        ShardId: 'shardId-000000000000',
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        StartingSequenceNumber: '7',
      }),
    'InvalidArgumentException',
  ],
  [
    'a shard that is not there',
    () => new GetShardIteratorCommand({ StreamName, ShardId: 'shardId-000000000009', ShardIteratorType: 'LATEST' }),
    'ResourceNotFoundException',
  ],
  [
    'a hash key out of range',
    () =>
      new PutRecordCommand({
        StreamName,
        Data: Buffer.from('x'),
        PartitionKey: 'a',
        ExplicitHashKey: (2n ** 128n).toString(),
      }),
    'InvalidArgumentException',
  ],
  [
    'a record that is too large',
    () => new PutRecordCommand({ StreamName, Data: Buffer.alloc(1_048_577), PartitionKey: 'a' }),
    'InvalidArgumentException',
  ],
  [
    'a split outside of the shard',
    () => new SplitShardCommand({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '0' }),
    'InvalidArgumentException',
  ],
  [
    'more than double the shards',
    () => new UpdateShardCountCommand({ StreamName, TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' }),
    'InvalidArgumentException',
  ],
])('%s is refused', async (_what, command, name) => {
  await create();
  await expect(kinesis.send(command() as PutRecordCommand)).rejects.toMatchObject({ name });
});

test('an iterator expires after five minutes', async () => {
  await create();
  const old = await iterator();
  laptop.clock.advance(300_001);
  await expect(read(old)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
});
