import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { eventually, type MessagingLaptop, startMessagingLaptop, turns } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let cloudwatch: CloudWatchClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop({ now: '2026-11-22T02:30:05Z' });
  cloudwatch = new CloudWatchClient(laptop.client);
});
afterEach(() => laptop.close());

const minute = 60_000;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:alert';
const alarm = (rest: Partial<PutMetricAlarmInput> = {}) =>
  cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'quarantine',
      Namespace: 'Nightjar',
      MetricName: 'Quarantined',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      ...rest,
    }),
  );
const put = (Value: number, MetricName = 'Quarantined') =>
  cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Nightjar', MetricData: [{ MetricName, Value }] }));
const state = async (name = 'quarantine') => {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
};
/** Puts one value (or none) in each minute. */
const minutes = async (...values: (number | undefined)[]) => {
  for (const value of values) {
    if (value !== undefined) await put(value);
    laptop.clock.advance(minute);
  }
};

test('an alarm goes to ALARM when its threshold is crossed, and back', async () => {
  await alarm();
  expect(await state()).toBe('INSUFFICIENT_DATA');
  await minutes(5);
  expect(await state()).toBe('OK');
  await minutes(11);
  expect(await state()).toBe('ALARM');
  await minutes(10);
  expect(await state()).toBe('OK');
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: 'quarantine',
      HistoryItemType: 'StateUpdate',
      ScanBy: 'TimestampAscending',
    }),
  );
  expect(AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary)).toEqual([
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from ALARM to OK',
  ]);
});

test('the values of a period count together', async () => {
  await alarm();
  await put(6);
  await put(6);
  await minutes(undefined);
  expect(await state()).toBe('ALARM');
});

test('M of N data points must cross', async () => {
  await alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  await minutes(11, 5);
  expect(await state()).toBe('OK');
  await minutes(11);
  expect(await state()).toBe('ALARM');
  await minutes(5, 5);
  expect(await state()).toBe('OK');
});

test.each([
  ['missing', 'INSUFFICIENT_DATA'],
  ['breaching', 'ALARM'],
  ['notBreaching', 'OK'],
  ['ignore', 'OK'],
])('where data is missing, and that counts as %s, the state becomes %s', async (TreatMissingData, expected) => {
  await alarm({ TreatMissingData });
  await minutes(5, undefined, undefined, undefined);
  expect(await state()).toBe(expected);
});

test('"night not finished by its hour" fires once when nothing came for a day', async () => {
  await alarm({
    AlarmName: 'late',
    MetricName: 'NightsFinished',
    Period: 86_400,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    AlarmActions: [functionArn],
  });
  await put(1, 'NightsFinished');
  laptop.clock.advance(2 * minute);
  expect(await state('late')).toBe('OK');
  laptop.clock.advance(5 * 86_400_000);
  expect(await state('late')).toBe('ALARM');
  await eventually(() => laptop.calls.length > 0);
  await turns();
  expect(laptop.calls).toHaveLength(1);
  expect(laptop.calls[0]).toMatchObject({
    caller: { kind: 'service', arn: 'lambda.alarms.cloudwatch.amazonaws.com' },
    payload: {
      source: 'aws.cloudwatch',
      alarmData: { alarmName: 'late', state: { value: 'ALARM' }, previousState: { value: 'OK' } },
    },
  });
});

test('an alarm publishes to its topic as CloudWatch', async () => {
  const sns = new SNSClient(laptop.client);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: functionArn }));
  await alarm({ AlarmActions: [TopicArn], AlarmDescription: 'Look at the quarantine.' });
  await minutes(11);
  await eventually(() => laptop.calls.length > 0);
  const { Records } = (laptop.calls[0]?.payload ?? {}) as { Records: { Sns: { Subject: string; Message: string } }[] };
  expect(Records[0]?.Sns.Subject).toBe('ALARM: "quarantine" in us-east-1');
  expect(JSON.parse(Records[0]?.Sns.Message ?? '')).toMatchObject({
    AlarmName: 'quarantine',
    AlarmDescription: 'Look at the quarantine.',
    NewStateValue: 'ALARM',
    OldStateValue: 'INSUFFICIENT_DATA',
    NewStateReason: expect.stringMatching(
      /^Threshold Crossed: 1 out of the last 1 datapoints \[11\.0 \(22\/11\/26 02:30:00\)\] was greater than the threshold \(10\.0\)/,
    ),
    Trigger: { MetricName: 'Quarantined', Statistic: 'SUM', Period: 60, Threshold: 10 },
  });
});

test('a change of state is an event', async () => {
  const events = new EventBridgeClient(laptop.client);
  await events.send(
    new PutRuleCommand({
      Name: 'alarms',
      EventPattern: JSON.stringify({ source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } }),
    }),
  );
  await events.send(new PutTargetsCommand({ Rule: 'alarms', Targets: [{ Id: '1', Arn: functionArn }] }));
  await alarm();
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: 'quarantine', StateValue: 'ALARM', StateReason: 'by hand' }),
  );
  await eventually(() => laptop.calls.length > 0);
  expect(laptop.calls[0]?.payload).toMatchObject({
    'detail-type': 'CloudWatch Alarm State Change',
    detail: { alarmName: 'quarantine', state: { value: 'ALARM', reason: 'by hand' } },
  });
  await minutes(1);
  expect(await state()).toBe('OK');
});

test('an alarm may look at an expression', async () => {
  const metric = (Id: string, MetricName: string) => ({
    Id,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'Nightjar', MetricName }, Period: 60, Stat: 'Sum' },
  });
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'share',
      Metrics: [
        metric('bad', 'Bad'),
        metric('rows', 'Rows'),
        { Id: 'share', Expression: '100 * bad / rows', ReturnData: true },
      ],
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    }),
  );
  await put(100, 'Rows');
  await put(5, 'Bad');
  await minutes(undefined);
  expect(await state('share')).toBe('ALARM');
});

test('a composite alarm follows the alarms of its rule', async () => {
  await alarm();
  await alarm({ AlarmName: 'other', MetricName: 'Other' });
  await cloudwatch.send(
    new PutCompositeAlarmCommand({
      AlarmName: 'both',
      AlarmRule: 'ALARM("quarantine") AND NOT (OK(other) OR FALSE)',
      AlarmActions: [functionArn],
    }),
  );
  await minutes(11);
  expect(await state('both')).toBe('ALARM');
  await put(1, 'Other');
  await minutes(11);
  expect(await state('both')).toBe('OK');
  await eventually(() => laptop.calls.length === 1);
});

test('disabled actions are not called', async () => {
  await alarm({ AlarmActions: [functionArn] });
  await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['quarantine'] }));
  await minutes(11);
  await turns();
  expect(await state()).toBe('ALARM');
  expect(laptop.calls).toEqual([]);
});

test('alarms and their data survive a restart', async () => {
  await alarm({ EvaluationPeriods: 2 });
  await minutes(11);
  await put(11);
  await laptop.restart();
  cloudwatch = new CloudWatchClient(laptop.client);
  await minutes(undefined);
  expect(await state()).toBe('ALARM');
});

test('an idle laptop evaluates nothing', async () => {
  await alarm();
  await minutes(5, undefined, undefined, undefined, undefined);
  const schedule = jest.spyOn(laptop.clock, 'schedule');
  laptop.clock.advance(86_400_000);
  expect(schedule).not.toHaveBeenCalled();
});

test('alarms are deleted', async () => {
  await alarm();
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['quarantine'] }));
  expect(await state()).toBeUndefined();
  await expect(cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['quarantine'] }))).rejects.toMatchObject({
    name: 'ResourceNotFound',
  });
});

test.each([
  [
    'an action of another kind',
    { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] },
    /not supported by local-aws; supported: topics/,
  ],
  [
    'a comparison with a band',
    { ComparisonOperator: 'GreaterThanUpperThreshold' as const },
    /GreaterThanUpperThreshold is not supported/,
  ],
  ['more data points than periods', { DatapointsToAlarm: 2 }, /DatapointsToAlarm must be from 1/],
  ['a period that is none', { Period: 45 }, /Period must be/],
  ['a window that is too long', { Period: 300, EvaluationPeriods: 1000 }, /cannot be checked across more than a day/],
])('%s is refused', async (_what, rest, message) => {
  await expect(alarm(rest)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['a rule that cannot be read', 'ALARM("quarantine") OR', /unexpected end/],
  ['a rule over an alarm that is not there', 'ALARM(nowhere)', /nowhere in its rule does not exist/],
  ['a rule over itself', 'ALARM(composite)', /depends on composite itself/],
])('%s is refused', async (_what, AlarmRule, message) => {
  await alarm();
  await expect(
    cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: 'composite', AlarmRule })),
  ).rejects.toMatchObject({ message: expect.stringMatching(message) });
});
