import { setTimeout as delay } from 'node:timers/promises';
import { DescribeEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Change, land, makeFiles, setColumn, unland } from './support/bank.ts';
import { chainBreaks, halfWritten, leftovers, runItem } from './support/invariants.ts';
import { type Laptop, type Night, openSmallLaptop } from './support/laptop.ts';

/** Real time for a night on a machine that others use too; nothing in here waits for the laptop's own time. */
jest.setTimeout(300_000);

/** A first night, then one bad day that is mended step by step, then a day whose challenger is worse, then one with a long job. */
const firstDay = '2025-03-17';
const badDay = '2025-03-18';
const poisonedDay = '2025-03-19';
const endpoint = 'nightjar-local-credit-risk';
let laptop: Laptop;

beforeAll(async () => {
  laptop = await openSmallLaptop();
  for (const date of [firstDay, badDay, poisonedDay]) await makeFiles(laptop.home, date);
  await land(laptop.home, laptop.stage.dataBucket, firstDay);
});

afterAll(() => laptop?.close());

const configOf = async (): Promise<string | undefined> =>
  (await new SageMakerClient({}).send(new DescribeEndpointCommand({ EndpointName: endpoint }))).EndpointConfigName;

/** Nothing half-written is visible, nothing is left, and the record of what happened is whole. */
const holdsTogether = async (): Promise<void> => {
  expect(await leftovers(laptop.stage)).toEqual([]);
  expect(await halfWritten(laptop.stage)).toEqual([]);
  expect(await chainBreaks(laptop.stage)).toEqual([]);
};

/** Failed with that error at that stage, told once with all that a person needs. */
const failedCleanly = async (night: Night, stage: string, error: string, cause: RegExp): Promise<void> => {
  expect(night.result.failure).toMatchObject({ stage, error });
  expect(night.result.failure?.cause).toMatch(cause);
  expect(night).toMatchObject({ exitCode: 1, result: { status: 'failed', alerts: 1 } });
  expect(night.alerts).toHaveLength(1);
  expect(night.alerts[0]).toContain(`Run:           ${night.result.runId}`);
  expect(night.alerts[0]).toMatch(new RegExp(`Stage: +${stage}\n`));
  expect(night.alerts[0]).toMatch(new RegExp(`Error: +${error}\n`));
  expect(night.alerts[0]?.split('Cause\n')[1]).toMatch(cause);
  expect(night.alerts[0]).toMatch(/What to do\n\S+/);
  await holdsTogether();
};

test('a first night ends with a champion that serves, within the bounds of a night', async () => {
  const night = await laptop.run(firstDay);

  expect(night.result.failure).toBeNull();
  expect(night).toMatchObject({ exitCode: 0, result: { status: 'succeeded', decision: 'promote' } });
  expect(night.result.transitions).toBeLessThanOrEqual(45);
  expect(night.result.historyEvents).toBeLessThanOrEqual(250);
  expect(night.alerts).toEqual([]);
  const { rows } = night.result;
  expect(rows?.in).toBe((rows?.out ?? 0) + (rows?.quarantined ?? 0));
  expect(await runItem('CHAMPION#credit-risk')).toMatchObject({ version: 1, endpointConfig: await configOf() });
  await holdsTogether();
});

test('a night that is done already is skipped, and so is a second firing of its schedule', async () => {
  const again = await laptop.run(firstDay);

  expect(again).toMatchObject({ exitCode: 0, result: { status: 'skipped' }, alerts: [], started: [] });
  expect(again.result.reasons[0]).toMatch(/already done by run/);
});

test('a source that is missing past its deadline is named, and no job is started', async () => {
  await land(laptop.home, laptop.stage.dataBucket, badDay, {}, ['customers', 'accounts', 'transactions']);

  const night = await laptop.run(badDay);

  await failedCleanly(night, 'AwaitSources', 'SourcesLate', /loans \(no _control\.json/);
  expect(night.started).toEqual([]);
});

test('a file with a changed column stops the night with what was expected and what was found', async () => {
  const renamed: Change = ([header = '', ...rows]) => [header.replace('declared_income', 'income'), ...rows];
  await land(laptop.home, laptop.stage.dataBucket, badDay, { loans: renamed }, ['loans']);

  const night = await laptop.run(badDay);

  await failedCleanly(night, 'ExtractSources', 'SchemaChanged', /declared_income/);
});

test('30 % of broken rows stop the night', async () => {
  const broken = setColumn('transactions', 'value_date', 3, 'yesterday');
  await land(laptop.home, laptop.stage.dataBucket, badDay, { transactions: broken }, ['transactions']);
  await unland(laptop.stage.dataBucket, badDay, 'loans');
  await land(laptop.home, laptop.stage.dataBucket, badDay, {}, ['loans']);

  const night = await laptop.run(badDay);

  expect(night).toMatchObject({ exitCode: 1 });
  expect(night.result.failure?.error).toMatch(/^(QuarantineExceeded|DataQualityRejected)$/);
  expect(night.alerts).toHaveLength(1);
  await holdsTogether();
});

test('a quality score under the bar rejects the data and lists the rules', async () => {
  const castle = setColumn('customers', 'housing', 3, 'castle');
  const both: Change = (lines) => setColumn('customers', 'employment', 3, 'pirate')(castle(lines));
  await land(laptop.home, laptop.stage.dataBucket, badDay, { customers: both }, ['customers']);
  await land(laptop.home, laptop.stage.dataBucket, badDay, {}, ['transactions']);

  const night = await laptop.run(badDay);

  await failedCleanly(night, 'CheckQuality', 'DataQualityRejected', /customers scored 0\.77.*housing/s);
});

test('a Glue job that fails is told with its message', async () => {
  await land(laptop.home, laptop.stage.dataBucket, badDay, {}, ['customers']);

  const night = await laptop.run(badDay, {
    faults: ['glue:JobRun if step=*/transform/* instead error FAILED "disk full"'],
  });

  await failedCleanly(night, 'Transform', 'JobFailed', /disk full/);
});

test('a Glue job that hangs is stopped at its time-out; stages before it are not repeated', async () => {
  const night = await laptop.run(badDay, { faults: ['glue:JobRun if step=*/features/* instead hang'] });

  await failedCleanly(night, 'EngineerFeatures', 'JobTimedOut', /ran longer than its 90 minutes/);
  expect(night.started).toEqual(['StartJobRun', 'StartJobRun']);
});

test('a training job that fails is told with its reason', async () => {
  const night = await laptop.run(badDay, {
    faults: ['sagemaker:TrainingJob instead error Failed "AlgorithmError: no memory"'],
  });

  await failedCleanly(night, 'Train', 'TrainingFailed', /no memory/);
  expect(night.started).toEqual(['StartJobRun', 'StartDataQualityRulesetEvaluationRun', 'CreateTrainingJob']);
});

test('a training job whose process is killed fails, and only the training is tried again', async () => {
  const night = await laptop.run(badDay, { faults: ['sagemaker:TrainingJob instead kill'] });

  await failedCleanly(night, 'Train', 'TrainingFailed', /./);
  expect(night.started).toEqual(['CreateTrainingJob']);
});

test('a permission taken from one role is told with role, action and resource', async () => {
  const { cloud } = laptop.server;
  const caller = { kind: 'root', account: cloud.account, arn: `arn:aws:iam::${cloud.account}:root` } as const;
  const role = laptop.server.log
    .recent({ operation: 'CreateTrainingJob' })
    .map(({ roleArn }) => roleArn?.split('/').at(-1) ?? '')
    .at(-1);
  const policy = { RoleName: role, PolicyName: 'withdrawn' };
  const statement = { Effect: 'Deny', Action: 'sagemaker:CreateTrainingJob', Resource: '*' };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await cloud.call('iam', 'PutRolePolicy', { ...policy, PolicyDocument: document }, caller);

  const night = await laptop.run(badDay);
  await cloud.call('iam', 'DeleteRolePolicy', policy, caller);

  await failedCleanly(night, 'Train', 'AccessDenied', /sagemaker:CreateTrainingJob.*training-job\/credit-risk-/s);
  expect(night.result.failure?.cause).toContain(`assumed-role/${role}`);
});

test('Ctrl-C in the middle stops the job and frees the lock; meanwhile another run is skipped', async () => {
  laptop.server.faults.add('sagemaker:TrainingJob instead hang');
  const since = Date.now();
  const from = laptop.mark();
  const { child, ended } = laptop.spawnRun(['--no-land', '--business-date', badDay]);
  // Time must stand while the job hangs, or its time-out comes first.
  while (!laptop.startedSince(from).includes('CreateTrainingJob')) {
    await delay(20);
    laptop.server.cloud.clock.skipIdle(false);
  }
  const states = new SFNClient({});
  const { executionArn } = await states.send(
    new StartExecutionCommand({
      stateMachineArn: laptop.stage.machineArn,
      input: JSON.stringify({ pipeline: 'credit-risk', businessDate: badDay }),
    }),
  );
  let other = await states.send(new DescribeExecutionCommand({ executionArn }));
  while (other.status === 'RUNNING') {
    await delay(50);
    other = await states.send(new DescribeExecutionCommand({ executionArn }));
  }
  child.kill('SIGINT');
  const { exitCode, out } = await ended;
  laptop.server.faults.clear();

  expect(JSON.parse(other.output ?? '{}')).toMatchObject({
    go: false,
    reason: expect.stringMatching(/already running/),
  });
  expect({ exitCode, out }).toMatchObject({ exitCode: 1, out: expect.stringMatching(/Aborted/) });
  while ((await leftovers(laptop.stage)).length > 0) await delay(100);
  const alerts = await laptop.alertsSince(since);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatch(/Stage: +Train\nError: +Aborted\n[\s\S]*interrupted at the keyboard[\s\S]*What to do\n\S+/);
  await holdsTogether();
});

test('an endpoint that cannot start leaves the champion in service', async () => {
  const before = await configOf();

  const night = await laptop.run(badDay, { faults: ['sagemaker:Endpoint instead error Failed "no capacity"'] });

  await failedCleanly(night, 'DeployModel', 'EndpointFailed', /no capacity/);
  expect(night.started).toContain('CreateTrainingJob');
  expect(await configOf()).toBe(before);
  expect(await runItem('CHAMPION#credit-risk')).toMatchObject({ version: 1, endpointConfig: before });
});

test('an alert that SNS refuses is kept, and sent once when SNS answers again', async () => {
  const { clock } = laptop.server.cloud;
  const since = Date.now();
  const night = await laptop.run(badDay, {
    faults: ['sns:Publish before error InternalError', 'sagemaker:Endpoint instead error Failed "no capacity"'],
  });

  expect(night).toMatchObject({ exitCode: 1, alerts: [], started: [] });
  expect(night.result.failure).toMatchObject({ stage: 'DeployModel', error: 'EndpointFailed' });
  const sqs = new SQSClient({});
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'nightjar-local-undelivered-alerts' }));
  const waiting = async (): Promise<number> => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return (
      Number(Attributes.ApproximateNumberOfMessages) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible) +
      Number(Attributes.ApproximateNumberOfMessagesDelayed)
    );
  };
  expect(await waiting()).toBeGreaterThan(0);

  clock.skipIdle(true);
  while ((await waiting()) > 0) await delay(100);
  clock.skipIdle(false);
  const alerts = await laptop.alertsSince(since);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatch(/Stage: +DeployModel\nError: +EndpointFailed\n/);
  await holdsTogether();
});

test('an event that is never delivered is made up for by the sweeper, and the night reaches its end', async () => {
  const night = await laptop.run(badDay, {
    faults: ['events if DetailType="SageMaker Endpoint State Change" drop'],
  });

  expect(night.result.failure).toBeNull();
  expect(night).toMatchObject({ exitCode: 0, result: { decision: 'promote' }, alerts: [], started: [] });
  expect(await runItem('CHAMPION#credit-risk')).toMatchObject({ version: 2, endpointConfig: await configOf() });
  await holdsTogether();
});

test('a challenger worse than the champion does not replace it, and somebody is told why', async () => {
  // Whoever applied long ago and paid has defaulted, and the other way round: the challenger learns nonsense.
  const poisoned = setColumn('loans', 'first_90_days_past_due_on', 1, (row) => {
    const applied = row[2] ?? '';
    const past = row[10] ?? '';
    if (applied > '2023-09-01') return past;
    return past === '' && Number(row[0]) % 2 === 0 ? `${Number(applied.slice(0, 4)) + 1}${applied.slice(4, 8)}01` : '';
  });
  await land(laptop.home, laptop.stage.dataBucket, poisonedDay, { loans: poisoned });
  const before = await configOf();

  const night = await laptop.run(poisonedDay, { faults: ['glue:JobRun if step=*/extract-customers/* delay 1h'] });

  expect(night.result.failure).toBeNull();
  expect(night).toMatchObject({ exitCode: 0, result: { status: 'succeeded', decision: 'keep' } });
  expect(night.alerts).toHaveLength(1);
  expect(night.alerts[0]).toMatch(/Error: +ChampionKept\n/);
  expect(await configOf()).toBe(before);
  // One of its jobs took an hour, by the laptop's clock.
  expect(night.result.transitions).toBeLessThanOrEqual(45);
  expect(night.result.historyEvents).toBeLessThanOrEqual(250);
  await holdsTogether();
});
