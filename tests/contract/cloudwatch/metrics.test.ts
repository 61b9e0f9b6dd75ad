import { gzipSync } from 'node:zlib';
import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  type GetMetricDataInput,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutDashboardCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { type MessagingLaptop, signedFor, startMessagingLaptop } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let cloudwatch: CloudWatchClient;
beforeEach(async () => {
  laptop = await startMessagingLaptop({ now: '2026-11-22T02:30:30Z' });
  cloudwatch = new CloudWatchClient(laptop.client);
});
afterEach(() => laptop.close());

const put = (...MetricData: Partial<MetricDatum>[]) =>
  cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Nightjar',
      MetricData: MetricData.map((datum) => ({ MetricName: 'Rows', ...datum })),
    }),
  );
const range = { StartTime: new Date('2026-11-22T02:00:00Z'), EndTime: new Date('2026-11-22T03:00:00Z') };
const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const ask = async (queries: GetMetricDataInput['MetricDataQueries']) => {
  const answer = await cloudwatch.send(
    new GetMetricDataCommand({ ...range, MetricDataQueries: queries, ScanBy: 'TimestampAscending' }),
  );
  return Object.fromEntries((answer.MetricDataResults ?? []).map(({ Id, Values }) => [Id, Values]));
};
const stat = (Id: string, Stat: string, MetricName = 'Rows', Period = 60) => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Nightjar', MetricName }, Period, Stat },
});

test('statistics come by period', async () => {
  await put(
    { Value: 1, Timestamp: at('02:00:10') },
    { Value: 3, Timestamp: at('02:00:50') },
    { Value: 10, Timestamp: at('02:05:00') },
  );
  const answer = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Nightjar',
      MetricName: 'Rows',
      ...range,
      Period: 300,
      Statistics: ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'],
      ExtendedStatistics: ['p50'],
    }),
  );
  expect(answer.Datapoints).toEqual([
    {
      Timestamp: at('02:00:00'),
      Unit: 'None',
      Sum: 4,
      Average: 2,
      Maximum: 3,
      Minimum: 1,
      SampleCount: 2,
      ExtendedStatistics: { p50: 2 },
    },
    {
      Timestamp: at('02:05:00'),
      Unit: 'None',
      Sum: 10,
      Average: 10,
      Maximum: 10,
      Minimum: 10,
      SampleCount: 1,
      ExtendedStatistics: { p50: 10 },
    },
  ]);
});

test('values with counts and statistic sets add up', async () => {
  await put(
    { Values: [1, 2], Counts: [3, 1], Timestamp: at('02:00:00') },
    { StatisticValues: { SampleCount: 2, Sum: 20, Minimum: 5, Maximum: 15 }, Timestamp: at('02:00:00') },
  );
  expect(
    await ask([stat('sum', 'Sum'), stat('count', 'SampleCount'), stat('most', 'Maximum'), stat('p', 'p50')]),
  ).toEqual({ sum: [25], count: [6], most: [15], p: [] });
});

test('metric math works on the answers of other queries', async () => {
  for (const [minute, rows, bad] of [
    ['00', 10, 1],
    ['01', 20, 4],
  ] as const)
    await put(
      { Value: rows, Timestamp: at(`02:${minute}:00`) },
      { MetricName: 'Bad', Value: bad, Timestamp: at(`02:${minute}:00`) },
    );
  await put({ Value: 5, Timestamp: at('02:02:00') });
  const hidden = { ReturnData: false };
  const answers = await ask([
    { ...stat('rows', 'Sum'), ...hidden },
    { ...stat('bad', 'Sum', 'Bad'), ...hidden },
    { Id: 'share', Expression: '100 * bad / rows' },
    { Id: 'both', Expression: 'SUM([rows, bad])' },
    { Id: 'all', Expression: 'SUM(METRICS())' },
    { Id: 'high', Expression: 'IF(share >= 20, 1, 0)' },
    { Id: 'growth', Expression: 'DIFF(rows)' },
    { Id: 'less', Expression: '-(rows - 1) ^ 2' },
  ]);
  expect(answers).toEqual({
    share: [10, 20],
    both: [11, 24, 5],
    all: [11, 24, 5],
    high: [0, 1],
    growth: [10, -15],
    less: [81, 361, 16],
  });
  const { filled } = await ask([
    { ...stat('rows', 'Sum'), ...hidden },
    { Id: 'filled', Expression: 'FILL(rows, 0)' },
  ]);
  expect(filled).toHaveLength(60);
});

test('a gzipped body is read', async () => {
  const body = gzipSync(
    JSON.stringify({
      Namespace: 'Nightjar',
      MetricData: [{ MetricName: 'Rows', Value: 7, Timestamp: at('02:00:00').getTime() / 1000 }],
    }),
  );
  const headers = {
    ...signedFor('monitoring'),
    'content-type': 'application/x-amz-json-1.0',
    'content-encoding': 'gzip',
    'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
  };
  const response = await fetch(laptop.server.endpoint, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  expect(await ask([stat('sum', 'Sum')])).toEqual({ sum: [7] });
});

test('clients of the query protocol are served', async () => {
  const form = {
    Action: 'PutMetricData',
    Version: '2010-08-01',
    Namespace: 'Nightjar',
    'MetricData.member.1.MetricName': 'Rows',
    'MetricData.member.1.Value': '2',
    'MetricData.member.1.Dimensions.member.1.Name': 'pipeline',
    'MetricData.member.1.Dimensions.member.1.Value': 'a',
  };
  const sent = await fetch(laptop.server.endpoint, {
    method: 'POST',
    headers: signedFor('monitoring'),
    body: new URLSearchParams(form),
  });
  expect(sent.status).toBe(200);
  const listed = await fetch(laptop.server.endpoint, {
    method: 'POST',
    headers: signedFor('monitoring'),
    body: new URLSearchParams({ Action: 'ListMetrics', Version: '2010-08-01' }),
  });
  expect(await listed.text()).toContain('<MetricName>Rows</MetricName>');
});

test('metrics are listed by what they are', async () => {
  const Dimensions = [{ Name: 'pipeline', Value: 'credit-risk' }];
  await put({ Value: 1, Dimensions }, { Value: 1, MetricName: 'Bad' });
  const { Metrics } = await cloudwatch.send(
    new ListMetricsCommand({ Namespace: 'Nightjar', Dimensions: [{ Name: 'pipeline' }] }),
  );
  expect(Metrics).toEqual([{ Namespace: 'Nightjar', MetricName: 'Rows', Dimensions }]);
});

test('dashboards are kept', async () => {
  const DashboardBody = '{"widgets":[]}';
  await cloudwatch.send(new PutDashboardCommand({ DashboardName: 'night', DashboardBody }));
  expect(await cloudwatch.send(new GetDashboardCommand({ DashboardName: 'night' }))).toMatchObject({
    DashboardBody,
    DashboardArn: 'arn:aws:cloudwatch::000000000000:dashboard/night',
  });
  expect((await cloudwatch.send(new ListDashboardsCommand())).DashboardEntries).toMatchObject([
    { DashboardName: 'night' },
  ]);
  await cloudwatch.send(new DeleteDashboardsCommand({ DashboardNames: ['night'] }));
  await expect(cloudwatch.send(new GetDashboardCommand({ DashboardName: 'night' }))).rejects.toMatchObject({
    name: 'ResourceNotFound',
  });
  await expect(
    cloudwatch.send(new PutDashboardCommand({ DashboardName: 'night', DashboardBody: '{' })),
  ).rejects.toMatchObject({ name: 'DashboardInvalidInputError' });
});

test.each([
  ['a namespace of AWS', () => new PutMetricDataCommand({ Namespace: 'AWS/Glue', MetricData: [] }), /reserved for AWS/],
  [
    'two forms of value',
    () => new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1, Values: [1] }] }),
    /exactly one of/,
  ],
  [
    'a time long gone',
    () =>
      new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1, Timestamp: new Date(0) }] }),
    /within the last two weeks/,
  ],
  [
    'a statistic that is none',
    () => new GetMetricDataCommand({ ...range, MetricDataQueries: [stat('a', 'tm99')] }),
    /"tm99" is not supported by local-aws/,
  ],
  [
    'an expression that cannot be read',
    () => new GetMetricDataCommand({ ...range, MetricDataQueries: [stat('a', 'Sum'), { Id: 'e', Expression: 'a +' }] }),
    /ends too early/,
  ],
  [
    'an unknown query',
    () => new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'e', Expression: 'b + 1' }] }),
    /no query with the id "b"/,
  ],
  [
    'a function that is not there',
    () =>
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [stat('a', 'Sum'), { Id: 'e', Expression: 'LAMBERT(a)' }],
      }),
    /LAMBERT is not supported by local-aws/,
  ],
  [
    'a search',
    () =>
      new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'e', Expression: 'SEARCH("x", "Sum", 60)' }] }),
    /SEARCH is not supported by local-aws/,
  ],
  [
    'an expression over itself',
    () => new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'e', Expression: 'e + 1' }] }),
    /depends on itself/,
  ],
])('%s is refused', async (_what, command, message) => {
  await expect(cloudwatch.send(command() as PutMetricDataCommand)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });
});
