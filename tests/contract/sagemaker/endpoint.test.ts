import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError } from '@aws-sdk/client-sagemaker-runtime';
import { features, job, table } from './data.ts';
import { BUCKET, image, type Laptop, ROLE, startLaptop } from './laptop.ts';

const FIRST_RUN_MS = 120_000;
const HOUR = 3_600_000;

let laptop: Laptop;
let cloudwatch: CloudWatchClient;
const holdout = features(table(20, 4));

/** A model of so many rounds, so that two of them answer differently. */
const model = async (name: string, rounds: string) => {
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(job(name, { HyperParameters: { num_round: rounds, objective: 'binary:logistic' } })),
  );
  await laptop.trained(name);
  await laptop.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE,
      PrimaryContainer: { Image: image(), ModelDataUrl: `s3://${BUCKET}/models/${name}/output/model.tar.gz` },
    }),
  );
};

const config = (name: string, ...models: [string, number][]) =>
  laptop.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: models.map(([ModelName, InitialVariantWeight]) => ({
        VariantName: ModelName,
        ModelName,
        InitialVariantWeight,
        InitialInstanceCount: 2,
        InstanceType: 'ml.m5.large',
      })),
    }),
  );

const endpoint = async (name: string, configuration: string) => {
  await laptop.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: configuration }));
  return laptop.endpointIs(name, 'InService', 'Failed');
};

const ask = (EndpointName: string, Body = holdout, ContentType = 'text/csv', others = {}) =>
  laptop.runtime.send(new InvokeEndpointCommand({ EndpointName, Body, ContentType, ...others }));

const variants = async (name: string, calls: number): Promise<(string | undefined)[]> => {
  const answered: (string | undefined)[] = [];
  for (let call = 0; call < calls; call++) answered.push((await ask(name)).InvokedProductionVariant);
  return answered;
};

const phase = async (name: string) => {
  const { PendingDeploymentSummary } = await laptop.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
  return PendingDeploymentSummary?.ProductionVariants?.[0]?.VariantStatus?.[0]?.StatusMessage ?? '';
};

const baking = async (name: string, kind: string) => {
  while (!(await phase(name)).includes(kind)) await sleep(20);
};

const canary = (alarm?: string) => ({
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: 'CANARY' as const,
      CanarySize: { Type: 'CAPACITY_PERCENT' as const, Value: 50 },
      WaitIntervalInSeconds: 600,
    },
    TerminationWaitInSeconds: 300,
  },
  ...(alarm && { AutoRollbackConfiguration: { Alarms: [{ AlarmName: alarm }] } }),
});

/** Moves the clock step by step, each time after what waited had its turn, until something holds. */
const passUntil = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) {
    laptop.clock.advance(60_000);
    await sleep(20);
  }
};

const settled = async (name: string) => {
  const describe = () => laptop.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
  await passUntil(async () => (await describe()).EndpointStatus === 'InService');
  return describe();
};

beforeAll(async () => {
  laptop = await startLaptop();
  cloudwatch = new CloudWatchClient({
    endpoint: laptop.server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await laptop.put('features/train/train.csv', table(300, 1));
  await laptop.put('features/validation/validation.csv', table(100, 2));
  await model('champion', '5');
  await model('challenger', '9');
  await config('champion', ['champion', 1]);
  await config('challenger', ['challenger', 1]);
  expect(await endpoint('fraud', 'champion')).toMatchObject({ EndpointStatus: 'InService' });
}, FIRST_RUN_MS);

afterAll(async () => {
  cloudwatch.destroy();
  await laptop.close();
});

test.each([
  ['a text cell', '1,x,2,3', 'text/csv', 415, /Loading csv data failed with Exception/],
  ['the label left in', '1,1,2,3,4', 'text/csv', 400, /Number of columns does not match number of features in booster/],
  ['JSON', '{}', 'application/json', 415, /^application\/json is not an accepted ContentType: csv, /],
])('%s comes back as ModelError with the container’s own answer', async (_what, body, type, status, message) => {
  const error = await ask('fraud', body, type).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({ OriginalStatusCode: status, OriginalMessage: expect.stringMatching(message) });
  expect((error as ModelError).$metadata.httpStatusCode).toBe(424);
});

test('an endpoint that does not exist is refused by name', async () => {
  await expect(ask('nobody')).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('nobody'),
  });
});

test('a small request and a large one get the same scores', async () => {
  const rows = features(table(2000, 9)).trim().split('\n');
  const whole = Buffer.from((await ask('fraud', rows.join('\n'))).Body ?? [])
    .toString()
    .trim()
    .split('\n');
  const each: string[] = [];
  for (const row of rows.slice(0, 40))
    each.push(
      Buffer.from((await ask('fraud', row)).Body ?? [])
        .toString()
        .trim(),
    );

  expect(each).toEqual(whole.slice(0, 40));
});

test('variants share the requests by weight, and a target is honoured', async () => {
  await config('both', ['champion', 3], ['challenger', 1]);
  await endpoint('both', 'both');
  const answered = await variants('both', 8);

  expect(answered.filter((name) => name === 'champion')).toHaveLength(6);
  expect((await ask('both', holdout, 'text/csv', { TargetVariant: 'challenger' })).InvokedProductionVariant).toBe(
    'challenger',
  );
  await laptop.sagemaker.send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'both',
      DesiredWeightsAndCapacities: [{ VariantName: 'champion', DesiredWeight: 0 }],
    }),
  );
  expect(new Set(await variants('both', 4))).toEqual(new Set(['challenger']));
  await laptop.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'both' }));
  await expect(ask('both')).rejects.toMatchObject({ name: 'ValidationError' });
});

test('a canary gets half of the traffic, then all of it, as time passes', async () => {
  await endpoint('canary', 'champion');
  await laptop.sagemaker.send(
    new UpdateEndpointCommand({ EndpointName: 'canary', EndpointConfigName: 'challenger', DeploymentConfig: canary() }),
  );
  await baking('canary', 'canary capacity');
  const during = await variants('canary', 10);
  await passUntil(async () => (await phase('canary')).includes('full capacity'));
  const after = await variants('canary', 4);
  const done = await settled('canary');

  expect(during.filter((name) => name === 'challenger')).toHaveLength(5);
  expect(new Set(after)).toEqual(new Set(['challenger']));
  expect(done).toMatchObject({ EndpointConfigName: 'challenger' });
  expect(done.PendingDeploymentSummary).toBeUndefined();
});

test('an alarm in the baking time rolls back, and the champion answers as before', async () => {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocation5XXErrors',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      Period: 60,
      Statistic: 'Sum',
    }),
  );
  const before = Buffer.from((await ask('fraud')).Body ?? []);
  await laptop.sagemaker.send(
    new UpdateEndpointCommand({
      EndpointName: 'fraud',
      EndpointConfigName: 'challenger',
      DeploymentConfig: canary('errors'),
    }),
  );
  await baking('fraud', 'canary capacity');
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' }));
  const done = await settled('fraud');

  expect(done.EndpointConfigName).toBe('champion');
  expect(done.FailureReason).toMatch(/went into ALARM: errors/);
  expect(Buffer.from((await ask('fraud')).Body ?? [])).toEqual(before);
  const states = laptop.events
    .filter(
      ({ detailType, detail }) => detailType === 'SageMaker Endpoint State Change' && detail.EndpointName === 'fraud',
    )
    .map(({ detail }) => detail.EndpointStatus);
  expect(states.slice(-2)).toEqual(['ROLLING_BACK', 'IN_SERVICE']);
});

test('an endpoint that cannot start is Failed; an update that cannot start leaves the champion', async () => {
  await laptop.put('models/broken.tar.gz', 'no archive');
  await laptop.sagemaker.send(
    new CreateModelCommand({
      ModelName: 'broken',
      ExecutionRoleArn: ROLE,
      PrimaryContainer: { Image: image(), ModelDataUrl: `s3://${BUCKET}/models/broken.tar.gz` },
    }),
  );
  await config('broken', ['broken', 1]);
  const created = await endpoint('broken', 'broken');
  await laptop.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'fraud', EndpointConfigName: 'broken' }));
  const updated = await laptop.endpointIs('fraud', 'InService');

  expect(created).toMatchObject({
    EndpointStatus: 'Failed',
    FailureReason: expect.stringMatching(/did not pass the ping health check.*Failed to extract model data archive/),
  });
  expect(updated).toMatchObject({ EndpointConfigName: 'champion', FailureReason: expect.stringMatching(/broken/) });
  expect((await ask('fraud')).InvokedProductionVariant).toBe('champion');
});

/** Containers of a store that still run. */
const containers = (directory: string): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SAGEMAKER_BASE_DIR=${directory}/`)
      );
    } catch {
      return false;
    }
  }).length;

test('a server that ends takes its processes along; the next one fails lost jobs and serves its endpoints again', async () => {
  const { directory } = laptop.server.cloud;
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(
      job('lost', { HyperParameters: { num_round: '1000000', objective: 'binary:logistic', tree_method: 'exact' } }),
    ),
  );
  while (!laptop.log('/aws/sagemaker/TrainingJobs').some((line) => line.startsWith('[20]#011'))) await sleep(20);
  const before = Buffer.from((await ask('fraud')).Body ?? []);
  await laptop.server.close();
  if (process.platform === 'linux') expect(containers(directory)).toBe(0);
  laptop = await startLaptop({ directory });
  await laptop.trained('lost');
  const lost = await laptop.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'lost' }));

  expect(lost).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: expect.stringMatching(/^InternalServerError: /),
  });
  expect(Buffer.from((await ask('fraud')).Body ?? [])).toEqual(before);
  laptop.clock.advance(HOUR);
}, 30_000);
