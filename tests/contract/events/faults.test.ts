import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../local-aws/errors.ts';
import { eventually, type MessagingLaptop, startMessagingLaptop, turns } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let events: EventBridgeClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  events = new EventBridgeClient(laptop.client);
});
afterEach(() => laptop.close());

const rule = async (target = {}) => {
  const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:finish-stage';
  await events.send(new PutRuleCommand({ Name: 'jobs', EventPattern: '{"source":["jobs"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'jobs', Targets: [{ Id: '1', Arn, ...target }] }));
};
const put = (state: string) =>
  events.send(
    new PutEventsCommand({
      Entries: [{ Source: 'jobs', DetailType: `Job ${state}`, Detail: JSON.stringify({ state }) }],
    }),
  );
const states = () => laptop.calls.map(({ payload }) => (payload as { detail: { state: string } }).detail.state);

test('a dropped event never comes, the next one does', async () => {
  laptop.server.faults.add('events:Delivery if DetailType="Job RUNNING" drop');
  await rule();
  await put('RUNNING');
  await put('SUCCEEDED');
  await eventually(() => laptop.calls.length > 0);
  laptop.clock.advance(86_400_000);
  await turns();
  expect(states()).toEqual(['SUCCEEDED']);
  await laptop.restart();
  await turns();
  expect(states()).toEqual(['SUCCEEDED']);
});

test('an event may come twice, or 185 times', async () => {
  laptop.server.faults.add('events:Delivery#1 twice');
  laptop.server.faults.add('events:Delivery if DetailType="Job FAILED" times 185');
  await rule();
  await put('SUCCEEDED');
  await eventually(() => laptop.calls.length === 2);
  await put('FAILED');
  await eventually(() => laptop.calls.length === 187);
});

test('events may come out of order', async () => {
  laptop.server.faults.add('events:Delivery reorder');
  await rule();
  await put('RUNNING');
  await put('SUCCEEDED');
  await eventually(() => laptop.calls.length === 2);
  expect(states()).toEqual(['SUCCEEDED', 'RUNNING']);
});

test('an event may come hours late', async () => {
  laptop.server.faults.add('events:Delivery delay 3h');
  await rule();
  await put('SUCCEEDED');
  await turns();
  expect(laptop.calls).toEqual([]);
  laptop.clock.advance(3 * 3_600_000);
  await eventually(() => laptop.calls.length === 1);
});

test('a dead letter that nobody takes is written to the log with its reason', async () => {
  laptop.respond(() => {
    throw new AwsError('ResourceNotFoundException', 'Function not found', { status: 404 });
  });
  await rule({ DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:nowhere' } });
  await put('FAILED');
  const logs = new CloudWatchLogsClient(laptop.client);
  const search = new FilterLogEventsCommand({
    logGroupName: '/local-aws/deliveries',
    filterPattern: '{ $.level = "ERROR" }',
  });
  const line = await eventually(() =>
    logs.send(search).then(
      ({ events: found }) => found?.[0],
      () => undefined,
    ),
  );
  expect(JSON.parse(line.message ?? '')).toMatchObject({
    message: 'dead letter lost',
    attributes: { ERROR_CODE: 'ResourceNotFoundException' },
    error: { code: 'QueueDoesNotExist' },
  });
});
