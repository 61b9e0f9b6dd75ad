import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { MetricStore } from '../../../local-aws/services/cloudwatch/metricStore.ts';
import { type MessagingLaptop, startMessagingLaptop } from '../../support/messagingLaptop.ts';

let laptop: MessagingLaptop;
let logs: CloudWatchLogsClient;
const logGroupName = '/aws/lambda/train';
const logStreamName = '2026/11/22/[$LATEST]a';
beforeEach(async () => {
  laptop = await startMessagingLaptop();
  logs = new CloudWatchLogsClient(laptop.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { stage: 'dev' } }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
});
afterEach(() => laptop.close());

const put = (messages: string[], timestamp = laptop.clock.now()) =>
  logs.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName,
      logEvents: messages.map((message) => ({ message, timestamp })),
    }),
  );
const filter = async (filterPattern: string, rest = {}) =>
  (await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern, ...rest }))).events?.map(
    ({ message }) => message,
  );

test('events are read forward and backward, page by page', async () => {
  await put(['1', '2', '3', '4', '5']);
  const read = async (rest: object) => {
    const answer = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, limit: 2, ...rest }));
    return { messages: answer.events?.map(({ message }) => message), ...answer };
  };
  const first = await read({ startFromHead: true });
  const second = await read({ nextToken: first.nextForwardToken });
  const third = await read({ nextToken: second.nextForwardToken });
  const end = await read({ nextToken: third.nextForwardToken });
  expect([first.messages, second.messages, third.messages, end.messages]).toEqual([['1', '2'], ['3', '4'], ['5'], []]);
  expect(end.nextForwardToken).toBe(third.nextForwardToken);
  const newest = await read({});
  const older = await read({ nextToken: newest.nextBackwardToken });
  expect([newest.messages, older.messages]).toEqual([
    ['4', '5'],
    ['2', '3'],
  ]);
});

test.each([
  [
    '',
    ['ERROR disk full', '{"level":"ERROR","code":5,"run":{"id":"a-1"}}', 'all is well', '{"level":"INFO","code":12}'],
  ],
  ['ERROR', ['ERROR disk full', '{"level":"ERROR","code":5,"run":{"id":"a-1"}}']],
  ['ERROR -disk', ['{"level":"ERROR","code":5,"run":{"id":"a-1"}}']],
  ['?disk ?well', ['ERROR disk full', 'all is well']],
  ['"disk full"', ['ERROR disk full']],
  ['%d.sk%', ['ERROR disk full']],
  ['{ $.level = "ERROR" }', ['{"level":"ERROR","code":5,"run":{"id":"a-1"}}']],
  ['{ $.level = ERR* && $.code < 10 }', ['{"level":"ERROR","code":5,"run":{"id":"a-1"}}']],
  ['{ ($.code > 10 || $.run.id = "b*") && $.level != "ERROR" }', ['{"level":"INFO","code":12}']],
  ['{ $.run.id NOT EXISTS }', ['{"level":"INFO","code":12}']],
])('the pattern %p finds what it says', async (pattern, found) => {
  await put([
    'ERROR disk full',
    '{"level":"ERROR","code":5,"run":{"id":"a-1"}}',
    'all is well',
    '{"level":"INFO","code":12}',
  ]);
  expect(await filter(pattern)).toEqual(found);
});

test('filtered events come page by page, of the streams that were asked for', async () => {
  await put(['a1', 'b', 'a2', 'a3']);
  const first = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'a', limit: 2 }));
  expect(first.events?.map(({ message }) => message)).toEqual(['a1', 'a2']);
  expect(first.events?.[0]).toMatchObject({ logStreamName });
  expect(await filter('a', { nextToken: first.nextToken })).toEqual(['a3']);
  expect(await filter('a', { logStreamNamePrefix: '2025' })).toEqual([]);
});

test.each([
  ['a space-delimited pattern', '[ip, user]', /not supported by local-aws/],
  ['a pattern that does not end', '{ $.a = 1', /ends with }/],
  ['a pattern without a value', '{ $.a = }', /expected an operator and a value/],
])('%s is refused', async (_what, pattern, message) => {
  await expect(filter(pattern)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(message),
  });
});

test('events out of order, empty or without a stream are refused, too old and too new ones are told', async () => {
  const now = laptop.clock.now();
  const send = (logEvents: { message: string; timestamp: number }[], stream = logStreamName) =>
    logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: stream, logEvents }));
  await expect(
    send([
      { message: 'b', timestamp: now },
      { message: 'a', timestamp: now - 1 },
    ]),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(send([{ message: '', timestamp: now }])).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(send([{ message: 'a', timestamp: now }], 'none')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const old = await send([{ message: 'old', timestamp: now - 15 * 86_400_000 }]);
  const early = await send([
    { message: 'now', timestamp: now },
    { message: 'early', timestamp: now + 3 * 3_600_000 },
  ]);
  expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  expect(early.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
  expect(await filter('')).toEqual(['now']);
});

test('what is older than the retention is not read', async () => {
  await put(['yesterday']);
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  laptop.clock.advance(25 * 3_600_000);
  await put(['today']);
  expect(await filter('')).toEqual(['today']);
  await expect(logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('groups and streams are described, tagged and deleted', async () => {
  await put(['a']);
  const groups = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/' }));
  expect(groups.logGroups).toMatchObject([
    { logGroupName, arn: expect.stringMatching(/:log-group:\/aws\/lambda\/train:\*$/) },
  ]);
  const streams = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
  );
  expect(streams.logStreams).toMatchObject([{ logStreamName, lastEventTimestamp: expect.any(Number) }]);
  const resourceArn = groups.logGroups?.[0]?.logGroupArn;
  expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ stage: 'dev' });
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  await expect(filter('')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

const samples = (namespace: string, name: string, dimensions = {}) => {
  const store = laptop.server.cloud.parts.metrics as MetricStore;
  return store.samples({ namespace, name, dimensions }, 0, laptop.clock.now() + 60_000);
};

test('lines in the embedded metric format become metrics', async () => {
  const line = (rows: unknown) =>
    JSON.stringify({
      _aws: {
        Timestamp: laptop.clock.now(),
        CloudWatchMetrics: [
          { Namespace: 'Nightjar', Dimensions: [['pipeline'], []], Metrics: [{ Name: 'rows', Unit: 'Count' }] },
        ],
      },
      pipeline: 'credit-risk',
      rows,
    });
  await put([line(5), line([1, 2]), line('none'), '{"_aws":{}}']);
  const total = samples('Nightjar', 'rows', { pipeline: 'credit-risk' }).reduce((sum, sample) => sum + sample.sum, 0);
  expect(total).toBe(8);
  expect(samples('Nightjar', 'rows')).toHaveLength(3);
});

test('a metric filter counts what its pattern finds', async () => {
  const filterOf = (metricValue: string) => ({
    logGroupName,
    filterName: 'errors',
    filterPattern: '{ $.level = "ERROR" }',
    metricTransformations: [{ metricName: 'Cost', metricNamespace: 'Nightjar', metricValue, defaultValue: 0 }],
  });
  await logs.send(new PutMetricFilterCommand(filterOf('$.cost')));
  await put(['{"level":"ERROR","cost":2.5}', '{"level":"INFO","cost":9}']);
  expect(
    samples('Nightjar', 'Cost')
      .map(({ sum }) => sum)
      .sort(),
  ).toEqual([0, 2.5]);
  const described = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }));
  expect(described.metricFilters).toMatchObject([{ filterName: 'errors', logGroupName }]);
  await expect(logs.send(new PutMetricFilterCommand(filterOf('many')))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  const tried = await logs.send(new TestMetricFilterCommand({ filterPattern: 'a', logEventMessages: ['a', 'b'] }));
  expect(tried.matches).toMatchObject([{ eventNumber: 1, eventMessage: 'a' }]);
});
