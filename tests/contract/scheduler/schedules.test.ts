import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  type CreateScheduleInput,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
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
let scheduler: SchedulerClient;
afterEach(() => laptop.close());

const start = async (now: string, schedule = true) => {
  laptop = await startMessagingLaptop({ now, schedule });
  scheduler = new SchedulerClient(laptop.client);
};

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:nightly';
const RoleArn = 'arn:aws:iam::000000000000:role/scheduler';
const nightly = (
  rest: Partial<CreateScheduleInput> = {},
  target: Partial<NonNullable<CreateScheduleInput['Target']>> = {},
): CreateScheduleInput => ({
  Name: 'credit-risk',
  ScheduleExpression: 'cron(30 2 * * ? *)',
  ScheduleExpressionTimezone: 'Europe/Prague',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: machine,
    RoleArn,
    Input:
      '{"scheduledTime":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>","arn":"<aws.scheduler.schedule-arn>","id":"<aws.scheduler.execution-id>"}',
    ...target,
  },
  ...rest,
});
const create = (input: CreateScheduleInput) => scheduler.send(new CreateScheduleCommand(input));
const times = () => laptop.calls.map(({ payload }) => (payload as { scheduledTime: string }).scheduledTime);
const day = 86_400_000;

test('a schedule starts its state machine at its local time, with the planned time in the input', async () => {
  await start('2026-11-22T00:00:00Z');
  await create(nightly());
  laptop.clock.advance(day);
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls).toHaveLength(1);
  expect(laptop.calls[0]).toMatchObject({
    target: machine,
    caller: { kind: 'role', roleArn: RoleArn },
    payload: {
      scheduledTime: '2026-11-22T01:30:00Z',
      attempt: '1',
      arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/credit-risk',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
});

test.each([
  [
    'skips the night in which the clocks skip its time',
    '2027-03-27T12:00:00Z',
    ['2027-03-29T00:30:00Z', '2027-03-30T00:30:00Z'],
  ],
  [
    'fires once in the night in which its time comes twice',
    '2027-10-30T12:00:00Z',
    ['2027-10-31T00:30:00Z', '2027-11-01T01:30:00Z', '2027-11-02T01:30:00Z'],
  ],
])('a schedule %s', async (_what, now, expected) => {
  await start(now);
  await create(nightly());
  laptop.clock.advance(3 * day);
  await eventually(() => laptop.calls.length === expected.length);
  await turns();
  expect(times()).toEqual(expected);
});

test('nothing fires where the server was not told to', async () => {
  await start('2026-11-22T00:00:00Z', false);
  await create(nightly());
  laptop.clock.advance(3 * day);
  await turns();
  expect(laptop.calls).toEqual([]);
});

test('schedules go on after a restart, and a missed one is not made up for', async () => {
  await start('2026-11-22T00:00:00Z');
  await create(nightly());
  await laptop.restart();
  laptop.clock.advance(day);
  await eventually(() => laptop.calls.length === 1);
});

test('a rate begins at once, keeps its period, and ends', async () => {
  await start('2026-11-22T00:00:00Z');
  await create(nightly({ ScheduleExpression: 'rate(6 hours)', EndDate: new Date('2026-11-22T13:00:00Z') }));
  laptop.clock.advance(2 * day);
  await eventually(() => laptop.calls.length === 3);
  await turns();
  expect(times().map((time) => time.slice(11, 13))).toEqual(['00', '06', '12']);
});

test('a one-time schedule fires once, and is deleted where it says so', async () => {
  await start('2026-11-22T00:00:00Z');
  await create(nightly({ ScheduleExpression: 'at(2026-11-22T03:00:00)', ActionAfterCompletion: 'DELETE' }));
  laptop.clock.advance(2 * day);
  await eventually(() => laptop.calls.length === 1);
  expect(times()).toEqual(['2026-11-22T02:00:00Z']);
  await expect(scheduler.send(new GetScheduleCommand({ Name: 'credit-risk' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a flexible window delays by less than its length, and keeps the planned time', async () => {
  await start('2026-11-22T00:00:00Z');
  await create(nightly({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 } }));
  laptop.clock.advance(day);
  await eventually(() => laptop.calls.length === 1);
  const delay = (laptop.calls[0]?.at ?? 0) - Date.parse('2026-11-22T01:30:00Z');
  expect(delay).toBeGreaterThan(0);
  expect(times()).toEqual(['2026-11-22T01:30:00Z']);
});

test('a target that is away for a while gets the planned time and the attempt when it is back', async () => {
  await start('2026-11-22T00:00:00Z');
  let left = 2;
  laptop.respond(() => {
    if (left-- > 0) throw throttled();
    return undefined;
  });
  await create(nightly());
  laptop.clock.advance(2 * 3_600_000);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await eventually(() => laptop.calls.length === attempt);
    await turns();
    laptop.clock.advance(5_000);
  }
  expect(laptop.calls[2]?.payload).toMatchObject({ scheduledTime: '2026-11-22T01:30:00Z', attempt: '3' });
});

test('what cannot be delivered goes to the dead-letter queue', async () => {
  await start('2026-11-22T00:00:00Z');
  const sqs = new SQSClient(laptop.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  laptop.respond(() => {
    throw new AwsError('StateMachineDoesNotExist', 'gone');
  });
  await create(nightly({}, { DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' } }));
  laptop.clock.advance(day);
  const letter = await eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
    return Messages?.[0];
  });
  expect(laptop.calls).toHaveLength(1);
  expect(letter.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: 'StateMachineDoesNotExist' },
    SCHEDULED_TIME: { StringValue: '2026-11-22T01:30:00.000Z' },
  });
});

test('a universal target calls any operation that is served', async () => {
  await start('2026-11-22T00:00:00Z');
  const sqs = new SQSClient(laptop.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  const Input = JSON.stringify({ QueueUrl, MessageBody: 'at <aws.scheduler.scheduled-time>' });
  await create(nightly({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', Input }));
  await create(
    nightly(
      { Name: 'second' },
      {
        Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
        Input: JSON.stringify({ StateMachineArn: machine, Input: '{}' }),
      },
    ),
  );
  laptop.clock.advance(day);
  const message = await eventually(async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]);
  expect(message.Body).toBe('at 2026-11-22T01:30:00Z');
  await eventually(() => laptop.calls.length === 1);
});

test('schedules and groups are described, changed, listed and deleted', async () => {
  await start('2026-11-22T00:00:00Z');
  const { ScheduleGroupArn } = await scheduler.send(
    new CreateScheduleGroupCommand({ Name: 'nights', Tags: [{ Key: 'stage', Value: 'dev' }] }),
  );
  await create(nightly({ GroupName: 'nights', Description: 'd' }));
  expect(await scheduler.send(new GetScheduleCommand({ Name: 'credit-risk', GroupName: 'nights' }))).toMatchObject({
    State: 'ENABLED',
    Description: 'd',
    ScheduleExpressionTimezone: 'Europe/Prague',
    Target: { Arn: machine, RetryPolicy: { MaximumRetryAttempts: 185 } },
    CreationDate: expect.any(Date),
  });
  await scheduler.send(new UpdateScheduleCommand(nightly({ GroupName: 'nights', State: 'DISABLED' })));
  laptop.clock.advance(2 * day);
  await turns();
  expect(laptop.calls).toEqual([]);
  const { Schedules } = await scheduler.send(new ListSchedulesCommand({ GroupName: 'nights', State: 'DISABLED' }));
  expect(Schedules).toMatchObject([{ Name: 'credit-risk', Target: { Arn: machine } }]);
  expect((await scheduler.send(new ListTagsForResourceCommand({ ResourceArn: ScheduleGroupArn }))).Tags).toEqual([
    { Key: 'stage', Value: 'dev' },
  ]);
  expect((await scheduler.send(new ListScheduleGroupsCommand())).ScheduleGroups?.map(({ Name }) => Name)).toEqual([
    'default',
    'nights',
  ]);
  await expect(create(nightly({ GroupName: 'nights' }))).rejects.toMatchObject({ name: 'ConflictException' });
  await scheduler.send(new DeleteScheduleCommand({ Name: 'credit-risk', GroupName: 'nights' }));
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'nights' }));
  await expect(create(nightly({ GroupName: 'nights' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each([
  [
    'a zone that is none',
    nightly({ ScheduleExpressionTimezone: 'Europe/Nowhere' }),
    /Invalid ScheduleExpressionTimezone/,
  ],
  ['five fields', nightly({ ScheduleExpression: 'cron(30 2 * * ?)' }), /has six fields, this one has 5/],
  [
    'two day fields',
    nightly({ ScheduleExpression: 'cron(30 2 * * * *)' }),
    /one of day-of-month and day-of-week must be \?/,
  ],
  [
    'a window without a length',
    nightly({ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }),
    /MaximumWindowInMinutes is needed/,
  ],
  [
    'a target of another kind',
    nightly({}, { Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c' }),
    /"ecs" are not supported by local-aws/,
  ],
  [
    'a parameter of another kind',
    nightly({}, { EcsParameters: { TaskDefinitionArn: 'x' } }),
    /Target\.EcsParameters is not supported/,
  ],
  [
    'an operation that is not served',
    nightly({}, { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:stopInstances' }),
    /ec2:StopInstances is not supported by local-aws/,
  ],
  [
    'a read-only operation',
    nightly({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:receiveMessage' }),
    /read-only operations/,
  ],
  ['an input that is no JSON', nightly({}, { Input: '{' }), /Target\.Input must be well-formed JSON/],
  ['a role that is none', nightly({}, { RoleArn: 'scheduler' }), /RoleArn must be the ARN of a role/],
])('%s is refused', async (_what, input, message) => {
  await start('2026-11-22T00:00:00Z');
  await expect(create(input)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(message),
  });
});
