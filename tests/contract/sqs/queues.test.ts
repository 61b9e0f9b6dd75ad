import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageRequest,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageRequest,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import {
  eventually,
  type MessagingLaptop,
  signedFor,
  startMessagingLaptop,
  turns,
} from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let sqs: SQSClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  sqs = new SQSClient(laptop.client);
});
afterEach(() => laptop.close());

const create = async (QueueName: string, Attributes = {}) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const send = (QueueUrl: string, MessageBody: string, rest: Partial<SendMessageRequest> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...rest }));
const receive = async (QueueUrl: string, rest: Partial<ReceiveMessageRequest> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...rest }))).Messages ?? [];
const bodies = async (url: string, rest = {}) => (await receive(url, rest)).map(({ Body }) => Body);
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

test('a message is received once, with the digests that clients check, and is gone when it is deleted', async () => {
  const url = await create('work');
  expect(url).toBe(`${laptop.server.endpoint}/000000000000/work`);
  const MessageAttributes = {
    text: { DataType: 'String', StringValue: 'ü' },
    number: { DataType: 'Number', StringValue: '1' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
  };
  const sent = await send(url, 'hello', { MessageAttributes });
  expect(sent).toMatchObject({ MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' });
  const [message] = await receive(url, { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
  expect(message).toMatchObject({
    Body: 'hello',
    MessageId: sent.MessageId,
    MessageAttributes,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
  });
  expect(message?.Attributes).toMatchObject({
    ApproximateReceiveCount: '1',
    SentTimestamp: expect.stringMatching(/^\d{13}$/),
  });
  expect(await bodies(url)).toEqual([]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
  laptop.clock.advance(60_000);
  expect(await bodies(url)).toEqual([]);
});

test('a message that is not deleted comes again after its visibility time-out', async () => {
  const url = await create('work', { VisibilityTimeout: '45' });
  await send(url, 'again');
  const [first] = await receive(url);
  laptop.clock.advance(44_000);
  expect(await bodies(url)).toEqual([]);
  laptop.clock.advance(1_001);
  const [second] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  laptop.clock.advance(46_000);
  expect(await bodies(url)).toEqual(['again']);
});

test('a long poll ends as soon as a message comes', async () => {
  const url = await create('work');
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await turns();
  await send(url, 'late');
  expect((await waiting).map(({ Body }) => Body)).toEqual(['late']);
});

test('a long poll ends empty when its time is over, and takes a delayed message when that comes first', async () => {
  const url = await create('work');
  const empty = receive(url, { WaitTimeSeconds: 5 });
  await turns();
  laptop.clock.advance(5_000);
  expect(await empty).toEqual([]);
  await send(url, 'delayed', { DelaySeconds: 3 });
  const delayed = receive(url, { WaitTimeSeconds: 5 });
  await turns();
  laptop.clock.advance(3_000);
  expect((await delayed).map(({ Body }) => Body)).toEqual(['delayed']);
});

test('a message that is received too often goes to the dead-letter queue, and can be moved back', async () => {
  const dead = await create('dead');
  const url = await create('work', {
    VisibilityTimeout: '1',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 2 }),
  });
  await send(url, 'poison');
  for (let time = 0; time < 2; time++) {
    expect(await bodies(url)).toEqual(['poison']);
    laptop.clock.advance(1_001);
  }
  expect(await bodies(url)).toEqual([]);
  const [letter] = await receive(dead, { MessageSystemAttributeNames: ['All'], VisibilityTimeout: 0 });
  expect(letter).toMatchObject({ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arnOf('work') } });
  const sources = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(sources.queueUrls).toEqual([url]);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead') }));
  expect(await bodies(url)).toEqual(['poison']);
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }));
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
});

test('a FIFO queue keeps the order within a group, and takes a deduplication id once in five minutes', async () => {
  const url = await create('work.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const put = (body: string, MessageGroupId: string) => send(url, body, { MessageGroupId });
  await put('a1', 'a');
  await put('a2', 'a');
  await put('b1', 'b');
  const again = await put('a1', 'a');
  expect(again.SequenceNumber).toMatch(/^\d{20}$/);
  const [first] = await receive(url, { MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe('a1');
  expect(await bodies(url)).toEqual(['b1']);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  expect(await bodies(url)).toEqual(['a2']);
  laptop.clock.advance(300_001);
  await put('a1', 'c');
  expect(await bodies(url)).toContain('a1');
});

test('batches answer each entry for itself', async () => {
  const url = await create('work', { MaximumMessageSize: '1024' });
  const sent = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'small', MessageBody: 'x' },
        { Id: 'large', MessageBody: 'x'.repeat(1025) },
      ],
    }),
  );
  expect(sent.Successful).toMatchObject([{ Id: 'small' }]);
  expect(sent.Failed).toMatchObject([{ Id: 'large', SenderFault: true, Code: 'InvalidParameterValue' }]);
  const [message] = await receive(url);
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'one', ReceiptHandle: message?.ReceiptHandle },
        { Id: 'two', ReceiptHandle: 'nonsense' },
      ],
    }),
  );
  expect(deleted).toMatchObject({
    Successful: [{ Id: 'one' }],
    Failed: [{ Id: 'two', Code: 'ReceiptHandleIsInvalid' }],
  });
});

test('attributes tell what is set and how many messages there are', async () => {
  const url = await create('work', { VisibilityTimeout: '7' });
  await send(url, 'one');
  await send(url, 'two', { DelaySeconds: 60 });
  const read = async (names: ('All' | 'VisibilityTimeout')[] = ['All']) =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }))).Attributes;
  expect(await read()).toMatchObject({
    QueueArn: arnOf('work'),
    VisibilityTimeout: '7',
    MessageRetentionPeriod: '345600',
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '9' } }));
  expect(await read(['VisibilityTimeout'])).toEqual({ VisibilityTimeout: '9' });
  await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  expect(await read()).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: '0' });
});

test('messages are kept as long as the queue says, and over a restart', async () => {
  const url = await create('work', { MessageRetentionPeriod: '3600' });
  await send(url, 'kept');
  await laptop.restart();
  sqs = new SQSClient(laptop.client);
  expect(await bodies(url, { VisibilityTimeout: 0 })).toEqual(['kept']);
  laptop.clock.advance(3_600_001);
  expect(await bodies(url)).toEqual([]);
});

test('a queue that holds messages reports the age of the oldest each minute', async () => {
  const url = await create('work');
  const reported: number[] = [];
  const { metrics } = laptop.server.cloud.parts;
  const put = metrics.put.bind(metrics);
  metrics.put = (namespace, data) => {
    for (const { name, value } of data) if (name === 'ApproximateAgeOfOldestMessage') reported.push(value);
    put(namespace, data);
  };
  await send(url, 'old');
  laptop.clock.advance(180_000);
  expect(reported).toHaveLength(3);
  expect((reported[2] ?? 0) - (reported[0] ?? 0)).toBe(120);
  await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  laptop.clock.advance(3_600_000);
  expect(reported.slice(3)).toEqual([0]);
});

test('queues are found, listed, tagged and deleted', async () => {
  const url = await create('work');
  await create('other');
  expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(url);
  expect(await create('work')).toBe(url);
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'wo' }))).QueueUrls).toEqual([url]);
  await sqs.send(new TagQueueCommand({ QueueUrl: url, Tags: { stage: 'dev' } }));
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags).toEqual({ stage: 'dev' });
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  await expect(send(url, 'x')).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
  });
});

test.each([
  [
    'a queue of the same name and other attributes',
    () => new CreateQueueCommand({ QueueName: 'work', Attributes: { DelaySeconds: '1' } }),
    'QueueNameExists',
  ],
  [
    'an attribute that is none',
    () => new CreateQueueCommand({ QueueName: 'q', Attributes: { Color: 'red' } as never }),
    'InvalidAttributeName',
  ],
  [
    'a value out of range',
    () => new CreateQueueCommand({ QueueName: 'q', Attributes: { DelaySeconds: '901' } }),
    'InvalidAttributeValue',
  ],
  ['a name that is none', () => new CreateQueueCommand({ QueueName: 'a b' }), 'InvalidParameterValue'],
  [
    'a FIFO queue without its ending',
    () => new CreateQueueCommand({ QueueName: 'q', Attributes: { FifoQueue: 'true' } }),
    'InvalidParameterValue',
  ],
  [
    'too many messages at once',
    () => new ReceiveMessageCommand({ QueueUrl: '/000000000000/work', MaxNumberOfMessages: 11 }),
    'InvalidParameterValue',
  ],
  [
    'a change of visibility with a made-up handle',
    () =>
      new ChangeMessageVisibilityCommand({ QueueUrl: '/000000000000/work', ReceiptHandle: 'x', VisibilityTimeout: 1 }),
    'ReceiptHandleIsInvalid',
  ],
  [
    'moving from a queue that is no dead-letter queue',
    () => new StartMessageMoveTaskCommand({ SourceArn: arnOf('work') }),
    'InvalidParameterValue',
  ],
])('%s is refused', async (_what, command, name) => {
  await create('work');
  await expect(sqs.send(command() as CreateQueueCommand)).rejects.toMatchObject({ name });
});

test('clients of the query protocol are answered in XML, with the old error codes', async () => {
  await create('work');
  const post = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ Version: '2012-11-05', ...form });
    const response = await fetch(`${laptop.server.endpoint}/000000000000/work`, {
      method: 'POST',
      headers: signedFor('sqs'),
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const QueueUrl = `${laptop.server.endpoint}/000000000000/work`;
  const sent = await post({ Action: 'SendMessage', QueueUrl, MessageBody: 'old & new' });
  expect(sent.text).toMatch(/<SendMessageResponse[^>]*><SendMessageResult>.*<MessageId>/);
  const received = await post({ Action: 'ReceiveMessage', QueueUrl, 'AttributeName.1': 'All' });
  expect(received.text).toContain('<Body>old &amp; new</Body>');
  expect(received.text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
  const missing = await post({ Action: 'GetQueueUrl', QueueName: 'nowhere' });
  expect(missing.status).toBe(400);
  expect(missing.text).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
});

test('clients of JSON that knew the query protocol get the old code in a header', async () => {
  const response = await fetch(laptop.server.endpoint, {
    method: 'POST',
    headers: {
      ...signedFor('sqs'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.GetQueueUrl',
      'x-amzn-query-mode': 'true',
    },
    body: JSON.stringify({ QueueName: 'nowhere' }),
  });
  expect(response.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  await eventually(async () => JSON.stringify(await response.json()).includes('QueueDoesNotExist'));
});
