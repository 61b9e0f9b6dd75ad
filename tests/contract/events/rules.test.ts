import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutTargetsRequest,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
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
let events: EventBridgeClient;
let sqs: SQSClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  events = new EventBridgeClient(laptop.client);
  sqs = new SQSClient(laptop.client);
});
afterEach(() => laptop.close());

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:finish-stage';
const roleArn = 'arn:aws:iam::000000000000:role/events';
type Target = NonNullable<PutTargetsRequest['Targets']>[number];

const rule = async (target: Partial<Target> = {}, pattern: object = { source: ['nightjar'] }) => {
  await events.send(new PutRuleCommand({ Name: 'stage-ended', EventPattern: JSON.stringify(pattern) }));
  await events.send(
    new PutTargetsCommand({ Rule: 'stage-ended', Targets: [{ Id: 'one', Arn: functionArn, ...target }] }),
  );
};
const put = (detail: object = { stage: 'train' }, fields = {}) =>
  events.send(
    new PutEventsCommand({
      Entries: [{ Source: 'nightjar', DetailType: 'Stage Ended', Detail: JSON.stringify(detail), ...fields }],
    }),
  );

test('an event that the pattern matches reaches the function whole', async () => {
  await rule();
  const answer = await put();
  await eventually(() => laptop.calls.length > 0);
  expect(answer.FailedEntryCount).toBe(0);
  expect(laptop.calls[0]).toMatchObject({
    target: functionArn,
    caller: {
      kind: 'service',
      arn: 'events.amazonaws.com',
      sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/stage-ended',
    },
    payload: {
      version: '0',
      id: answer.Entries?.[0]?.EventId,
      source: 'nightjar',
      'detail-type': 'Stage Ended',
      account: '000000000000',
      region: 'us-east-1',
      resources: [],
      detail: { stage: 'train' },
    },
  });
});

test('an event that no pattern matches reaches nobody', async () => {
  await rule({}, { source: ['nightjar'], detail: { stage: ['evaluate'] } });
  await put();
  await turns();
  expect(laptop.calls).toEqual([]);
});

test('a target with a role is called with the rights of that role', async () => {
  const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:nightly';
  await rule({ Arn: machine, RoleArn: roleArn });
  await put();
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]).toMatchObject({ target: machine, caller: { kind: 'role', roleArn } });
});

test('the input transformer fills its template', async () => {
  await rule({
    InputTransformer: {
      InputPathsMap: { stage: '$.detail.stage', rows: '$.detail.counts[0]', none: '$.detail.absent' },
      InputTemplate: '{"text":"stage <stage> \\"ended\\"","rows":<rows>,"rule":<aws.events.rule-name>,"none":<none>}',
    },
  });
  await put({ stage: 'a "quoted" one', counts: [12] });
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]?.payload).toEqual({
    text: 'stage a "quoted" one "ended"',
    rows: 12,
    rule: 'stage-ended',
    none: '',
  });
});

test.each([
  [{ Input: '{"fixed":true}' }, { fixed: true }],
  [{ InputPath: '$.detail' }, { stage: 'train' }],
])('a target with %p gets %p', async (target, payload) => {
  await rule(target);
  await put();
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]?.payload).toEqual(payload);
});

test('a throttled target is tried again, later and later, until it takes the event', async () => {
  let left = 3;
  laptop.respond(() => {
    if (left-- > 0) throw throttled();
    return undefined;
  });
  await rule();
  await put();
  for (let attempt = 1; attempt <= 3; attempt++) {
    await eventually(() => laptop.calls.length === attempt);
    await turns();
    laptop.clock.advance(2 ** attempt * 1000);
  }
  await eventually(() => laptop.calls.length === 4);
  laptop.clock.advance(86_400_000);
  await turns();
  expect(laptop.calls).toHaveLength(4);
});

const deadLetters = async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead-events' }));
  return { QueueUrl, arn: 'arn:aws:sqs:us-east-1:000000000000:dead-events' };
};

test('an event whose retries are used up goes to the dead-letter queue with the reason', async () => {
  const { QueueUrl, arn } = await deadLetters();
  laptop.respond(() => {
    throw throttled();
  });
  await rule({
    DeadLetterConfig: { Arn: arn },
    RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 3600 },
  });
  await put();
  await eventually(() => laptop.calls.length === 1);
  await turns();
  laptop.clock.advance(1000);
  const letter = await eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
    return Messages?.[0];
  });
  expect(laptop.calls).toHaveLength(2);
  expect(JSON.parse(letter.Body ?? '')).toMatchObject({ source: 'nightjar', detail: { stage: 'train' } });
  expect(letter.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: 'TooManyRequestsException' },
    RETRY_ATTEMPTS: { StringValue: '1' },
    EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
    TARGET_ARN: { StringValue: functionArn },
  });
});

test('a target that does not exist is not tried again', async () => {
  const { QueueUrl, arn } = await deadLetters();
  laptop.respond(() => {
    throw new AwsError('ResourceNotFoundException', 'Function not found', { status: 404 });
  });
  await rule({ DeadLetterConfig: { Arn: arn } });
  await put();
  const letter = await eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
    return Messages?.[0];
  });
  expect(laptop.calls).toHaveLength(1);
  expect(letter.MessageAttributes).toMatchObject({ ERROR_CODE: { StringValue: 'ResourceNotFoundException' } });
});

test('an event accepted but not delivered survives a restart', async () => {
  laptop.respond(() => {
    throw throttled();
  });
  await rule();
  await put();
  await eventually(() => laptop.calls.length === 1);
  await turns();
  await laptop.restart();
  laptop.respond(() => undefined);
  laptop.clock.advance(60_000);
  await eventually(() => laptop.calls.length === 2);
  expect(laptop.calls[1]?.payload).toEqual(laptop.calls[0]?.payload);
});

test('a rule with a rate fires each time it is due, and not while it is disabled', async () => {
  await events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(5 minutes)' }));
  await events.send(new PutTargetsCommand({ Rule: 'sweep', Targets: [{ Id: 'one', Arn: functionArn }] }));
  laptop.clock.advance(16 * 60_000);
  await eventually(() => laptop.calls.length === 3);
  await events.send(new DisableRuleCommand({ Name: 'sweep' }));
  laptop.clock.advance(3_600_000);
  await turns();
  expect(laptop.calls).toHaveLength(3);
  expect(laptop.calls[0]?.payload).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    detail: {},
  });
  await events.send(new EnableRuleCommand({ Name: 'sweep' }));
  laptop.clock.advance(5 * 60_000);
  await eventually(() => laptop.calls.length === 4);
});

test('a rule on a schedule goes on after a restart', async () => {
  await events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(5 minutes)' }));
  await events.send(new PutTargetsCommand({ Rule: 'sweep', Targets: [{ Id: 'one', Arn: functionArn }] }));
  await laptop.restart();
  laptop.clock.advance(5 * 60_000 + 1000);
  await eventually(() => laptop.calls.length === 1);
});

test('rules and targets are described, listed and deleted', async () => {
  await rule();
  await events.send(
    new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(5 minutes)', State: 'DISABLED', Description: 'd' }),
  );
  expect(await events.send(new DescribeRuleCommand({ Name: 'sweep' }))).toMatchObject({
    Arn: 'arn:aws:events:us-east-1:000000000000:rule/sweep',
    State: 'DISABLED',
    Description: 'd',
    EventBusName: 'default',
  });
  const first = await events.send(new ListRulesCommand({ Limit: 1 }));
  const second = await events.send(new ListRulesCommand({ NextToken: first.NextToken }));
  expect([...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name)).toEqual(['stage-ended', 'sweep']);
  expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'stage-ended' }))).Targets).toEqual([
    { Id: 'one', Arn: functionArn },
  ]);
  expect((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: functionArn }))).RuleNames).toEqual([
    'stage-ended',
  ]);
  await expect(events.send(new DeleteRuleCommand({ Name: 'stage-ended' }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: "Rule can't be deleted since it has targets.",
  });
  const removed = await events.send(new RemoveTargetsCommand({ Rule: 'stage-ended', Ids: ['one', 'two'] }));
  expect(removed.FailedEntries).toMatchObject([{ TargetId: 'two' }]);
  await events.send(new DeleteRuleCommand({ Name: 'stage-ended' }));
  await expect(events.send(new DescribeRuleCommand({ Name: 'stage-ended' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a bus of its own keeps its events apart', async () => {
  await events.send(new CreateEventBusCommand({ Name: 'audit' }));
  await rule();
  await put({}, { EventBusName: 'audit' });
  await turns();
  expect(laptop.calls).toEqual([]);
});

test.each([
  ['no source', { Source: '' }, 'InvalidArgument'],
  ['a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
  ['a detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
  ['a source of AWS', { Source: 'aws.glue' }, 'NotAuthorizedForSourceException'],
  ['a bus that does not exist', { EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
])('an entry with %s fails alone', async (_what, fields, code) => {
  const answer = await put({}, fields);
  expect(answer).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: code }] });
});

test.each([
  [
    'a pattern that is none',
    () => new PutRuleCommand({ Name: 'r', EventPattern: '{"source":"nightjar"}' }),
    'InvalidEventPatternException',
    /"source" must be an object or an array/,
  ],
  [
    'no pattern and no schedule',
    () => new PutRuleCommand({ Name: 'r' }),
    'ValidationException',
    /EventPattern or ScheduleExpression/,
  ],
  [
    'a schedule that is none',
    () => new PutRuleCommand({ Name: 'r', ScheduleExpression: 'rate(1 minutes)' }),
    'ValidationException',
    /singular/,
  ],
  [
    'a target of another kind',
    () =>
      new PutTargetsCommand({
        Rule: 'stage-ended',
        Targets: [{ Id: 'x', Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c' }],
      }),
    'ValidationException',
    /"ecs" are not supported by local-aws/,
  ],
  [
    'a parameter of another kind',
    () => new PutTargetsCommand({ Rule: 'stage-ended', Targets: [{ Id: 'x', Arn: functionArn, HttpParameters: {} }] }),
    'ValidationException',
    /Targets\[0\]\.HttpParameters is not supported/,
  ],
  [
    'a state machine without a role',
    () =>
      new PutTargetsCommand({
        Rule: 'stage-ended',
        Targets: [{ Id: 'x', Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m' }],
      }),
    'ValidationException',
    /RoleArn is required/,
  ],
  [
    'a rule that does not exist',
    () => new PutTargetsCommand({ Rule: 'none', Targets: [{ Id: 'x', Arn: functionArn }] }),
    'ResourceNotFoundException',
    /Rule none does not exist/,
  ],
])('%s is refused', async (_what, command, name, message) => {
  await rule();
  await expect(events.send(command() as PutRuleCommand)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});

test('a pattern is tried against an event without a rule', async () => {
  const event = {
    id: '1',
    account: '1',
    source: 'x',
    time: '2026-11-22T00:00:00Z',
    region: 'r',
    resources: [],
    'detail-type': 't',
  };
  const ask = (pattern: object) =>
    events.send(new TestEventPatternCommand({ Event: JSON.stringify(event), EventPattern: JSON.stringify(pattern) }));
  expect((await ask({ source: [{ prefix: 'x' }] })).Result).toBe(true);
  expect((await ask({ source: [{ 'anything-but': 'x' }] })).Result).toBe(false);
});
