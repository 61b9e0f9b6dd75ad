import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishInput,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  type SubscribeInput,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../local-aws/errors.ts';
import {
  eventually,
  type MessagingLaptop,
  startMessagingLaptop,
  throttled,
  turns,
} from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let sns: SNSClient;
let sqs: SQSClient;
let TopicArn: string;
beforeEach(async () => {
  laptop = await startMessagingLaptop({ now: '2026-11-22T02:30:00Z' });
  sns = new SNSClient(laptop.client);
  sqs = new SQSClient(laptop.client);
  TopicArn =
    (await sns.send(new CreateTopicCommand({ Name: 'alerts', Tags: [{ Key: 'stage', Value: 'dev' }] }))).TopicArn ?? '';
});
afterEach(() => laptop.close());

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:alert';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const queue = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
const subscribe = async (Protocol: string, Endpoint: string, Attributes: SubscribeInput['Attributes'] = {}) =>
  (await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true })))
    .SubscriptionArn ?? '';
const publish = (Message: string, rest: Partial<PublishInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message, ...rest }));
const received = (QueueUrl: string) =>
  eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
    return Messages?.[0];
  });
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

test('an e-mail is a file that a person can read', async () => {
  await subscribe('email', 'oncall@example.com');
  await publish('Stage Train failed.\nRun it again after freeing disk space.', {
    Subject: 'Night of 2026-11-21 failed',
  });
  const directory = join(laptop.server.cloud.directory, 'deliveries');
  const [name] = await eventually(() => {
    const files = readdirSync(laptop.server.cloud.directory).includes('deliveries') ? readdirSync(directory) : [];
    return files.length > 0 && files;
  });
  expect(name).toMatch(/^2026-11-22T02-30-\d\d-\d+Z-night-of-2026-11-21-failed-[0-9a-f]{8}-[0-9a-f]{6}\.txt$/);
  const lines = readFileSync(join(directory, name ?? ''), 'utf8').split('\n');
  expect(lines[0]).toBe('Subject: Night of 2026-11-21 failed');
  expect(lines[1]).toMatch(/^Time: 2026-11-22T02:30:/);
  expect(lines[2]).toBe('To: oncall@example.com');
  expect(lines.slice(-4)).toEqual(['', 'Stage Train failed.', 'Run it again after freeing disk space.', '']);
});

test('a function gets the record that Lambda gets', async () => {
  const subscription = await subscribe('lambda', functionArn);
  const { MessageId } = await publish('hello', { Subject: 'greeting', MessageAttributes: { kind: text('test') } });
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]).toMatchObject({
    target: functionArn,
    caller: { kind: 'service', arn: 'sns.amazonaws.com', sourceArn: TopicArn },
  });
  expect(laptop.calls[0]?.payload).toMatchObject({
    Records: [
      {
        EventSource: 'aws:sns',
        EventSubscriptionArn: subscription,
        Sns: {
          Type: 'Notification',
          MessageId,
          TopicArn,
          Subject: 'greeting',
          Message: 'hello',
          MessageAttributes: { kind: { Type: 'String', Value: 'test' } },
        },
      },
    ],
  });
});

test('a queue gets the envelope, or the bare message with raw delivery', async () => {
  const wrapped = await queue('wrapped');
  const raw = await queue('raw');
  await subscribe('sqs', queueArn('wrapped'));
  await subscribe('sqs', queueArn('raw'), { RawMessageDelivery: 'true' });
  await publish('hello', { MessageAttributes: { kind: text('test') } });
  expect(JSON.parse((await received(wrapped)).Body ?? '')).toMatchObject({
    Type: 'Notification',
    TopicArn,
    Message: 'hello',
  });
  expect(await received(raw)).toMatchObject({ Body: 'hello', MessageAttributes: { kind: { StringValue: 'test' } } });
});

test.each([
  [
    { FilterPolicy: '{"severity":["high",{"prefix":"crit"}]}' },
    { severity: text('critical') },
    { severity: text('low') },
  ],
  [
    { FilterPolicy: '{"score":[{"numeric":[">=",0.5]}]}' },
    { score: { DataType: 'Number', StringValue: '0.5' } },
    { score: { DataType: 'Number', StringValue: '0.4' } },
  ],
  [
    { FilterPolicy: '{"tags":["x"]}' },
    { tags: { DataType: 'String.Array', StringValue: '["x","y"]' } },
    { tags: { DataType: 'String.Array', StringValue: '["y"]' } },
  ],
])('a subscription with %p takes %p and not %p', async (filter, wanted, unwanted) => {
  await subscribe('lambda', functionArn, filter);
  await publish('unwanted', { MessageAttributes: unwanted });
  await publish('wanted', { MessageAttributes: wanted });
  await eventually(() => laptop.calls.length > 0);
  await turns();
  expect(laptop.calls).toHaveLength(1);
  expect(laptop.calls[0]?.payload).toMatchObject({ Records: [{ Sns: { Message: 'wanted' } }] });
});

test('a filter policy may look at the body', async () => {
  await subscribe('lambda', functionArn, {
    FilterPolicy: '{"run":{"status":["FAILED"]}}',
    FilterPolicyScope: 'MessageBody',
  });
  await publish('{"run":{"status":"SUCCEEDED"}}');
  await publish('no JSON');
  await publish('{"run":{"status":"FAILED"}}');
  await eventually(() => laptop.calls.length > 0);
  await turns();
  expect(laptop.calls).toHaveLength(1);
});

test('a delivery that fails is tried again', async () => {
  let left = 4;
  laptop.respond(() => {
    if (left-- > 0) throw throttled();
    return undefined;
  });
  await subscribe('lambda', functionArn);
  await publish('hello');
  await eventually(() => laptop.calls.length === 4);
  await turns();
  laptop.clock.advance(1000);
  await eventually(() => laptop.calls.length === 5);
});

test('a delivery that cannot succeed goes to the dead-letter queue of the subscription', async () => {
  const url = await queue('dead');
  laptop.respond(() => {
    throw new AwsError('AccessDeniedException', 'no', { status: 403 });
  });
  await subscribe('lambda', functionArn, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }) });
  await publish('hello');
  const letter = await received(url);
  expect(JSON.parse(letter.Body ?? '')).toMatchObject({ Message: 'hello' });
  expect(letter.MessageAttributes).toMatchObject({ ErrorCode: { StringValue: 'AccessDeniedException' } });
  expect(laptop.calls).toHaveLength(1);
});

test('an endpoint on this machine is called after it has confirmed', async () => {
  const posts: { type: string | undefined; body: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      posts.push({
        type: request.headers['x-amz-sns-message-type'] as string,
        body: JSON.parse(body) as Record<string, string>,
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: endpoint }));
  await publish('too early');
  await eventually(() => posts.length === 1);
  expect(posts[0]?.type).toBe('SubscriptionConfirmation');
  const confirmed = await fetch(posts[0]?.body.SubscribeURL ?? '');
  expect(await confirmed.text()).toContain('<SubscriptionArn>');
  await publish('hello');
  await eventually(() => posts.length === 2);
  expect(posts[1]).toMatchObject({ type: 'Notification', body: { Message: 'hello' } });
  await new Promise((resolve) => server.close(resolve));
});

test('each protocol gets its own text where the publisher gave such', async () => {
  await subscribe('lambda', functionArn);
  await publish(JSON.stringify({ default: 'for all', lambda: 'for functions' }), { MessageStructure: 'json' });
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]?.payload).toMatchObject({ Records: [{ Sns: { Message: 'for functions' } }] });
});

test('a batch answers each entry for itself', async () => {
  await subscribe('lambda', functionArn);
  const answer = await sns.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: 'one', Message: 'hello' },
        { Id: 'two', Message: 'x', Subject: 'line\nbreak' },
      ],
    }),
  );
  expect(answer).toMatchObject({ Successful: [{ Id: 'one' }], Failed: [{ Id: 'two', Code: 'InvalidParameter' }] });
  await eventually(() => laptop.calls.length === 1);
});

test('topics and subscriptions are described, changed, listed and deleted', async () => {
  const arn = await subscribe('email', 'oncall@example.com');
  expect(await subscribe('email', 'oncall@example.com')).toBe(arn);
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Alerts' }));
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: arn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"a":["b"]}',
    }),
  );
  const topic = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(topic.Attributes).toMatchObject({ DisplayName: 'Alerts', SubscriptionsConfirmed: '1', Owner: '000000000000' });
  const subscription = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  expect(subscription.Attributes).toMatchObject({
    FilterPolicy: '{"a":["b"]}',
    FilterPolicyScope: 'MessageAttributes',
    Protocol: 'email',
  });
  expect((await sns.send(new ListTopicsCommand())).Topics).toEqual([{ TopicArn }]);
  expect((await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags).toEqual([
    { Key: 'stage', Value: 'dev' },
  ]);
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toMatchObject([
    { SubscriptionArn: arn },
  ]);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await expect(publish('x')).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
});

test.each([
  ['a FIFO topic', () => new CreateTopicCommand({ Name: 'a.fifo' }), /FIFO topics are not supported/],
  [
    'a topic attribute that has no effect here',
    () => new CreateTopicCommand({ Name: 'a', Attributes: { DeliveryPolicy: '{}' } }),
    /DeliveryPolicy is not supported/,
  ],
  ['a phone', () => new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: '+1' }), /"sms" is not supported/],
  [
    'an endpoint elsewhere',
    () => new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: 'https://example.com/' }),
    /only calls endpoints on 127\.0\.0\.1, not "example\.com"/,
  ],
  [
    'a filter that is none',
    () =>
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@b', Attributes: { FilterPolicy: '{"a":"b"}' } }),
    /FilterPolicy: "a" must be an object or an array/,
  ],
  ['a message that is empty', () => new PublishCommand({ TopicArn, Message: '' }), /Empty message/],
])('%s is refused', async (_what, command, message) => {
  await expect(sns.send(command() as PublishCommand)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(message),
  });
});
