import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  eventually,
  type MessagingLaptop,
  startMessagingLaptop,
  type TargetCall,
  turns,
} from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let sqs: SQSClient;
let QueueUrl: string;
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  sqs = new SQSClient(laptop.client);
  QueueUrl =
    (await sqs.send(new CreateQueueCommand({ QueueName: 'work', Attributes: { VisibilityTimeout: '60' } }))).QueueUrl ??
    '';
});
afterEach(() => laptop.close());

const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:work';
const map = (rest: Partial<CreateEventSourceMappingRequest> = {}) =>
  new LambdaClient(laptop.client).send(
    new CreateEventSourceMappingCommand({ EventSourceArn, FunctionName: 'worker', ...rest }),
  );
const send = (MessageBody: string) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    }),
  );
const sendAll = (...texts: string[]) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: texts.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  );
interface QueueEvent {
  Records: { messageId: string; body: string }[];
}
const bodiesOf = (call: TargetCall) => (call.payload as QueueEvent).Records.map(({ body }) => body);
const left = async () => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
};

test('a function gets messages as they come; what it takes is deleted', async () => {
  await map();
  await send('hello');
  await eventually(() => laptop.calls.length === 1);
  expect(laptop.calls[0]?.payload).toMatchObject({
    Records: [
      {
        body: 'hello',
        eventSource: 'aws:sqs',
        eventSourceARN: EventSourceArn,
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: { kind: { stringValue: 'test', dataType: 'String' } },
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      },
    ],
  });
  await eventually(async () => (await left()) === 0);
});

test('messages of a batch that fails come again after the visibility time-out', async () => {
  let failures = 1;
  laptop.respond(() => (failures-- > 0 ? { functionError: 'Unhandled' } : undefined));
  await map();
  await send('again');
  await eventually(() => laptop.calls.length === 1);
  await turns();
  expect(await left()).toBe(1);
  laptop.clock.advance(60_001);
  await eventually(() => laptop.calls.length === 2);
  await eventually(async () => (await left()) === 0);
});

test('a function may say which messages failed: the others are deleted', async () => {
  laptop.respond((call) => ({
    payload: {
      batchItemFailures: (call.payload as QueueEvent).Records.filter(({ body }) => body === 'bad').map(
        ({ messageId }) => ({ itemIdentifier: messageId }),
      ),
    },
  }));
  await sendAll('good', 'bad', 'fine');
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await eventually(async () => laptop.calls.length === 1 && (await left()) === 1);
});

test('a batching window gathers more than one receive gives', async () => {
  const texts = Array.from({ length: 10 }, (_, index) => `a${index}`);
  await sendAll(...texts);
  await sendAll(...texts);
  await map({ BatchSize: 25, MaximumBatchingWindowInSeconds: 5 });
  await turns();
  expect(laptop.calls).toEqual([]);
  laptop.clock.advance(5000);
  await eventually(() => laptop.calls.length === 1);
  expect(bodiesOf(laptop.calls[0] as TargetCall)).toHaveLength(20);
});

test('messages that no filter takes are deleted without an invocation', async () => {
  await map({ FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["wanted"]}}' }] } });
  await sendAll('{"kind":"unwanted"}', 'no JSON', '{"kind":"wanted"}');
  await eventually(async () => (await left()) === 0 && laptop.calls.length > 0);
  expect(laptop.calls.flatMap(bodiesOf)).toEqual(['{"kind":"wanted"}']);
});

test('a mapping goes on after a restart', async () => {
  await map();
  await laptop.restart();
  sqs = new SQSClient(laptop.client);
  QueueUrl = `${laptop.server.endpoint}/000000000000/work`;
  await send('after');
  await eventually(() => laptop.calls.length === 1);
});

test('an idle mapping sets no timer', async () => {
  await map();
  await send('one');
  await eventually(async () => laptop.calls.length === 1 && (await left()) === 0);
  await turns();
  laptop.clock.advance(120_000);
  const schedule = jest.spyOn(laptop.clock, 'schedule');
  laptop.clock.advance(86_400_000);
  await turns();
  expect(schedule).not.toHaveBeenCalled();
});

test.each([
  ['a starting position', { StartingPosition: 'LATEST' as const }, /StartingPosition is only for streams/],
  ['bisecting', { BisectBatchOnFunctionError: true }, /only for streams/],
  ['a large batch without a window', { BatchSize: 11 }, /Maximum batch window/],
])('%s is refused for a queue', async (_what, rest, message) => {
  await expect(map(rest)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });
});

test('a queue whose messages come back before the function could end is refused', async () => {
  await sqs.send(new CreateQueueCommand({ QueueName: 'quick', Attributes: { VisibilityTimeout: '10' } }));
  await expect(map({ EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:quick' })).rejects.toMatchObject({
    message: 'Queue visibility timeout: 10 seconds is less than Function timeout: 30 seconds',
  });
});
