import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually, type MessagingLaptop, startMessagingLaptop, turns } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let sqs: SQSClient;
let iam: IAMClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop({ authorize: true, schedule: true });
  sqs = new SQSClient(laptop.client);
  iam = new IAMClient(laptop.client);
});
afterEach(() => laptop.close());

const account = '000000000000';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const queue = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
const allow = (QueueUrl: string, Service: string, SourceArn: string) => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sqs:SendMessage',
        Resource: queueArn(QueueUrl.split('/').at(-1) ?? ''),
        Condition: { ArnEquals: { 'aws:SourceArn': SourceArn } },
      },
    ],
  });
  return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
};
const received = async (QueueUrl: string) => {
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
  return Messages?.[0];
};
const role = async (RoleName: string, service: string, statements: object[]) => {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  if (statements.length > 0)
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }));
  return `arn:aws:iam::${account}:role/${RoleName}`;
};

test('a rule reaches a queue only where the queue lets that rule in', async () => {
  const ruleArn = `arn:aws:events:us-east-1:${account}:rule/jobs`;
  const [open, closed, dead] = [await queue('open'), await queue('closed'), await queue('dead')];
  await allow(open, 'events.amazonaws.com', ruleArn);
  await allow(dead, 'events.amazonaws.com', ruleArn);
  const events = new EventBridgeClient(laptop.client);
  await events.send(new PutRuleCommand({ Name: 'jobs', EventPattern: '{"source":["jobs"]}' }));
  const DeadLetterConfig = { Arn: queueArn('dead') };
  await events.send(
    new PutTargetsCommand({
      Rule: 'jobs',
      Targets: [
        { Id: '1', Arn: queueArn('open') },
        { Id: '2', Arn: queueArn('closed'), DeadLetterConfig },
      ],
    }),
  );
  await events.send(new PutEventsCommand({ Entries: [{ Source: 'jobs', DetailType: 'd', Detail: '{}' }] }));
  await eventually(() => received(open));
  const letter = await eventually(() => received(dead));
  expect(letter.MessageAttributes?.ERROR_MESSAGE?.StringValue).toMatch(
    /events\.amazonaws\.com is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:closed/,
  );
  expect(await received(closed)).toBeUndefined();
});

test('a topic reaches a queue that lets it in, and takes what its policy allows', async () => {
  const sns = new SNSClient(laptop.client);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  const open = await queue('open');
  await allow(open, 'sns.amazonaws.com', TopicArn);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('open') }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  expect((await eventually(() => received(open))).Body).toContain('hello');
  const alarm = { kind: 'service' as const, arn: 'cloudwatch.amazonaws.com' };
  const publish = () => laptop.server.cloud.call('sns', 'Publish', { TopicArn, Message: 'alarm' }, alarm);
  await expect(publish()).rejects.toMatchObject({ code: 'AuthorizationError' });
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn },
  ];
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await expect(publish()).resolves.toMatchObject({ MessageId: expect.any(String) });
});

const schedule = (RoleArn: string) =>
  new SchedulerClient(laptop.client).send(
    new CreateScheduleCommand({
      Name: 'nightly',
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: queueArn('work'), RoleArn, Input: 'due' },
    }),
  );

test('a schedule calls its target with its own role, which Scheduler must be allowed to assume', async () => {
  const work = await queue('work');
  const wrong = await role('wrong', 'lambda.amazonaws.com', []);
  await expect(schedule(wrong)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/must allow AWS EventBridge Scheduler to assume the role/),
  });
  await schedule(
    await role('scheduler', 'scheduler.amazonaws.com', [
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn('work') },
    ]),
  );
  laptop.clock.advance(1000);
  expect((await eventually(() => received(work))).Body).toBe('due');
});

test("a mapping reads its stream with the function's role", async () => {
  const kinesis = new KinesisClient(laptop.client);
  const lambda = new LambdaClient(laptop.client);
  await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
  const EventSourceArn = `arn:aws:kinesis:us-east-1:${account}:stream/s`;
  const map = () =>
    lambda.send(
      new CreateEventSourceMappingCommand({ EventSourceArn, FunctionName: 'score', StartingPosition: 'TRIM_HORIZON' }),
    );
  await role('function', 'lambda.amazonaws.com', []);
  await expect(map()).rejects.toMatchObject({
    message: expect.stringMatching(/is not authorized to perform: kinesis:DescribeStreamSummary/),
  });
  const Action = [
    'kinesis:DescribeStreamSummary',
    'kinesis:ListShards',
    'kinesis:GetShardIterator',
    'kinesis:GetRecords',
  ];
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: EventSourceArn }],
  });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'function', PolicyName: 'inline', PolicyDocument }));
  await map();
  await kinesis.send(new PutRecordCommand({ StreamName: 's', Data: Buffer.from('x'), PartitionKey: 'a' }));
  await eventually(() => laptop.calls.length === 1);
  await turns();
  kinesis.destroy();
});
