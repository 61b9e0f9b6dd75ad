import { CreateStreamCommand, KinesisClient, PutRecordsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  eventually,
  type MessagingLaptop,
  startMessagingLaptop,
  type TargetCall,
  throttled,
  turns,
} from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let kinesis: KinesisClient;
let lambda: LambdaClient;
const connect = () => {
  kinesis = new KinesisClient(laptop.client);
  lambda = new LambdaClient(laptop.client);
};
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  connect();
});
afterEach(async () => {
  kinesis.destroy();
  await laptop.close();
});

const StreamName = 'transactions';
const EventSourceArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/transactions';
const stream = (ShardCount = 1) => kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
const map = (rest: Partial<CreateEventSourceMappingRequest> = {}) =>
  lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn,
      FunctionName: 'score',
      StartingPosition: 'TRIM_HORIZON',
      ...rest,
    }),
  );
const put = (...texts: string[]) =>
  kinesis.send(
    new PutRecordsCommand({
      StreamName,
      Records: texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: text.slice(0, 1) })),
    }),
  );

interface KinesisEvent {
  Records: { eventID: string; kinesis: { data: string; sequenceNumber: string; partitionKey: string } }[];
}
const textsOf = (call: TargetCall) =>
  (call.payload as KinesisEvent).Records.map(({ kinesis: { data } }) => Buffer.from(data, 'base64').toString());
const batches = () => laptop.calls.map(textsOf);
const failing = (poison: string) => (call: TargetCall) =>
  textsOf(call).includes(poison) ? { functionError: 'Unhandled' } : undefined;

test('a function gets the records of a stream in order, in batches', async () => {
  await stream();
  await put('a1', 'a2', 'a3');
  await map({ BatchSize: 2 });
  await eventually(() => laptop.calls.length === 2);
  await put('a4');
  await eventually(() => laptop.calls.length === 3);
  expect(batches()).toEqual([['a1', 'a2'], ['a3'], ['a4']]);
  expect(laptop.calls[0]).toMatchObject({
    target: 'arn:aws:lambda:us-east-1:000000000000:function:score',
    payload: {
      Records: [
        {
          eventSource: 'aws:kinesis',
          eventName: 'aws:kinesis:record',
          eventVersion: '1.0',
          eventSourceARN: EventSourceArn,
          invokeIdentityArn: 'arn:aws:iam::000000000000:role/function',
          awsRegion: 'us-east-1',
          eventID: expect.stringMatching(/^shardId-000000000000:49\d{54}$/),
          kinesis: { kinesisSchemaVersion: '1.0', partitionKey: 'a', approximateArrivalTimestamp: expect.any(Number) },
        },
        {},
      ],
    },
  });
});

test('a mapping that begins at the end does not see what was there before', async () => {
  await stream();
  await put('a1');
  laptop.clock.advance(1000);
  await map({ StartingPosition: 'LATEST' });
  await put('a2');
  await eventually(() => laptop.calls.length === 1);
  expect(batches()).toEqual([['a2']]);
});

test('a batching window waits for more records', async () => {
  await stream();
  await map({ BatchSize: 10, MaximumBatchingWindowInSeconds: 30 });
  await put('a1');
  await turns();
  await put('a2');
  await turns();
  expect(laptop.calls).toEqual([]);
  laptop.clock.advance(30_000);
  await eventually(() => laptop.calls.length === 1);
  expect(batches()).toEqual([['a1', 'a2']]);
});

test('a batch that fails holds its shard and is tried again, later and later', async () => {
  await stream();
  laptop.respond((call) => (call.at < began + 3000 ? { functionError: 'Unhandled' } : undefined));
  const began = laptop.clock.now();
  await map();
  await put('a1');
  await eventually(() => laptop.calls.length === 1);
  await put('a2');
  await turns();
  expect(laptop.calls).toHaveLength(1);
  laptop.clock.advance(3000);
  await eventually(() => batches().flat().includes('a2'));
  expect(batches()).toContainEqual(['a1']);
});

test('a throttled function is tried again without using up its retries', async () => {
  await stream();
  let left = 3;
  laptop.respond(() => {
    if (left-- > 0) throw throttled();
    return undefined;
  });
  await map({ MaximumRetryAttempts: 0 });
  await put('a1');
  for (let attempt = 1; attempt <= 3; attempt++) {
    await eventually(() => laptop.calls.length === attempt);
    await turns();
    laptop.clock.advance(2000);
  }
  await eventually(() => laptop.calls.length === 4);
});

test('bisecting finds the poison record, and the destination is told where it is', async () => {
  const sqs = new SQSClient(laptop.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  await stream();
  laptop.respond(failing('a3'));
  await put('a1', 'a2', 'a3', 'a4');
  await map({
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:dead' } },
  });
  const letter = await eventually(async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]);
  await eventually(() => batches().some((texts) => texts.join() === 'a4'));
  expect(batches()).toEqual([['a1', 'a2', 'a3', 'a4'], ['a1', 'a2'], ['a3', 'a4'], ['a3'], ['a4']]);
  const poison = (laptop.calls[3] as TargetCall).payload as KinesisEvent;
  expect(JSON.parse(letter.Body ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 1 },
    responseContext: { functionError: 'Unhandled' },
    KinesisBatchInfo: {
      shardId: 'shardId-000000000000',
      batchSize: 1,
      startSequenceNumber: poison.Records[0]?.kinesis.sequenceNumber,
      streamArn: EventSourceArn,
    },
  });
});

test('a function may say which records failed: those before the first are done', async () => {
  await stream();
  let failures = 1;
  laptop.respond((call) => {
    if (failures-- <= 0) return undefined;
    const { Records } = call.payload as KinesisEvent;
    return { payload: { batchItemFailures: [{ itemIdentifier: Records[1]?.kinesis.sequenceNumber }] } };
  });
  await put('a1', 'a2', 'a3');
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await eventually(() => laptop.calls.length === 1);
  await turns();
  laptop.clock.advance(2000);
  await eventually(() => laptop.calls.length === 2);
  expect(batches()).toEqual([
    ['a1', 'a2', 'a3'],
    ['a2', 'a3'],
  ]);
});

test('an answer that names records of no batch makes the whole batch fail', async () => {
  await stream();
  let failures = 1;
  laptop.respond(() => (failures-- > 0 ? { payload: { batchItemFailures: [{ itemIdentifier: 'none' }] } } : undefined));
  await put('a1', 'a2');
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await eventually(() => laptop.calls.length === 1);
  await turns();
  laptop.clock.advance(2000);
  await eventually(() => laptop.calls.length === 2);
  expect(batches()[1]).toEqual(['a1', 'a2']);
});

test('records that are too old are given up', async () => {
  await stream();
  laptop.respond(failing('a1'));
  await put('a1');
  await map({ MaximumRecordAgeInSeconds: 60 });
  await eventually(() => laptop.calls.length === 1);
  await turns();
  laptop.clock.advance(61_000);
  await turns();
  await put('a2');
  await eventually(() => batches().flat().includes('a2'));
  const tries = batches().filter((texts) => texts.includes('a1')).length;
  laptop.clock.advance(600_000);
  await turns();
  expect(batches().filter((texts) => texts.includes('a1'))).toHaveLength(tries);
});

test('with a parallelization factor, keys do not wait for each other, and each keeps its order', async () => {
  await stream();
  const release: (() => void)[] = [];
  laptop.respond((call) =>
    textsOf(call)[0]?.startsWith('a') ? new Promise((resolve) => release.push(() => resolve(undefined))) : undefined,
  );
  await map({ BatchSize: 1, ParallelizationFactor: 10 });
  await put('a1', 'b1', 'a2', 'b2');
  await eventually(() => batches().flat().includes('b2'));
  expect(
    batches()
      .flat()
      .filter((text) => text.startsWith('a')),
  ).toEqual(['a1']);
  release[0]?.();
  await eventually(() => batches().flat().includes('a2'));
  release[1]?.();
});

test('filters drop records without an invocation', async () => {
  await stream();
  await map({
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ data: { amount: [{ numeric: ['>', 100] }] } }) }] },
  });
  await put('{"amount":5}', 'no JSON', '{"amount":500}');
  await eventually(() => laptop.calls.length === 1);
  expect(batches()).toEqual([['{"amount":500}']]);
});

test('the checkpoint outlives a restart: nothing is lost, what is done is not done again', async () => {
  await stream();
  await map({ BatchSize: 1 });
  await put('a1', 'a2');
  await eventually(() => laptop.calls.length === 2);
  await turns();
  kinesis.destroy();
  await laptop.restart();
  connect();
  await put('a3');
  await eventually(() => laptop.calls.length === 3);
  expect(batches()).toEqual([['a1'], ['a2'], ['a3']]);
});

test('a batch under way at the end of the process is done again by the next', async () => {
  await stream();
  laptop.respond(failing('a1'));
  await map();
  await put('a1');
  await eventually(() => laptop.calls.length === 1);
  kinesis.destroy();
  await laptop.restart();
  connect();
  laptop.respond(() => undefined);
  await eventually(() => laptop.calls.length === 2);
  expect(batches()).toEqual([['a1'], ['a1']]);
});

test('a poison record that blocks its shard for longer than an iterator lives is not read twice', async () => {
  await stream();
  let blocked = true;
  laptop.respond((call) => (blocked && textsOf(call).includes('a1') ? { functionError: 'Unhandled' } : undefined));
  await map({ BatchSize: 1 });
  await put('a1', 'a2', 'a3', 'a4');
  for (let minute = 0; minute < 10; minute++) {
    await turns();
    laptop.clock.advance(60_000);
  }
  blocked = false;
  await turns();
  laptop.clock.advance(60_000);
  await eventually(() => batches().flat().includes('a4'));
  await turns();
  expect(
    batches()
      .flat()
      .filter((text) => text !== 'a1'),
  ).toEqual(['a2', 'a3', 'a4']);
});

test('children are read after their parents', async () => {
  await stream();
  await put('a1');
  await kinesis.send(
    new SplitShardCommand({
      StreamName,
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: (2n ** 127n).toString(),
    }),
  );
  await put('a2', 'b1', 'c1', 'd1');
  let blocked = true;
  laptop.respond((call) => (blocked && textsOf(call).includes('a1') ? { functionError: 'Unhandled' } : undefined));
  await map({ BatchSize: 1 });
  await eventually(() => laptop.calls.length === 1);
  await turns();
  expect(new Set(batches().flat())).toEqual(new Set(['a1']));
  blocked = false;
  laptop.clock.advance(2000);
  await eventually(() => new Set(batches().flat()).size === 5);
});

test('mappings are changed, disabled, listed and deleted', async () => {
  await stream();
  const created = await map({ BatchSize: 7 });
  expect(created).toMatchObject({
    State: 'Creating',
    BatchSize: 7,
    ParallelizationFactor: 1,
    MaximumRetryAttempts: -1,
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:score',
  });
  const { UUID } = created;
  await expect(map()).rejects.toMatchObject({ name: 'ResourceConflictException' });
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false, BatchSize: 8 }));
  await put('a1');
  await turns();
  expect(laptop.calls).toEqual([]);
  expect(await lambda.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
    State: 'Disabled',
    BatchSize: 8,
  });
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await eventually(() => laptop.calls.length === 1);
  const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'score' }));
  expect(EventSourceMappings).toMatchObject([{ UUID, State: 'Enabled', LastProcessingResult: 'OK' }]);
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await put('a2');
  await turns();
  expect(laptop.calls).toHaveLength(1);
  await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each([
  [
    'a table as source',
    { EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1' },
    /"dynamodb" are not supported by local-aws/,
  ],
  ['a tumbling window', { TumblingWindowInSeconds: 60 }, /TumblingWindowInSeconds is not supported by local-aws/],
  ['no starting position', { StartingPosition: undefined }, /StartingPosition must be/],
  ['a batch that is too large', { BatchSize: 10_001 }, /BatchSize must be from 1 to 10000/],
  [
    'a filter that is none',
    { FilterCriteria: { Filters: [{ Pattern: '{"data":1}' }] } },
    /Invalid filter pattern definition/,
  ],
  ['a stream that is not there', { EventSourceArn: `${EventSourceArn}s` }, /Cannot access the event source/],
])('%s is refused', async (_what, rest, message) => {
  await stream();
  await expect(map(rest as Partial<CreateEventSourceMappingRequest>)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });
});
