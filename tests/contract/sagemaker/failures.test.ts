import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTrainingJobCommand,
  type CreateTrainingJobRequest,
  DescribeTrainingJobCommand,
  ListTrainingJobsCommand,
  ResourceInUse,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { JobFault } from '../../../local-aws/cloud.ts';
import { channel, job, table } from './data.ts';
import { BUCKET, type Laptop, startLaptop } from './laptop.ts';

const FIRST_RUN_MS = 120_000;

let laptop: Laptop;

beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.put('features/train/train.csv', table(200, 1));
  await laptop.put('features/validation/validation.csv', table(50, 2));
  await laptop.put('features/empty/_SUCCESS', '');
  await laptop.put('features/hidden/.x', '1,2,3\n');
}, FIRST_RUN_MS);

afterAll(() => laptop.close());

const start = (name: string, changes: Partial<CreateTrainingJobRequest> = {}) =>
  laptop.sagemaker.send(new CreateTrainingJobCommand(job(name, changes)));

const failed = async (name: string, changes: Partial<CreateTrainingJobRequest>) => {
  await start(name, changes);
  const done = await laptop.trained(name);
  expect(done.TrainingJobStatus).toBe('Failed');
  expect(done.SecondaryStatus).toBe('Failed');
  return done.FailureReason ?? '';
};

const hyperparameters = (changes: Record<string, string>) => ({
  HyperParameters: { ...job('x').HyperParameters, ...changes },
});

/** Runs until somebody stops it. */
const endless = (changes: Record<string, string> = {}) =>
  hyperparameters({ num_round: '1000000', tree_method: 'exact', ...changes });

const training = async (name: string) => {
  while (!laptop.log('/aws/sagemaker/TrainingJobs').some((line) => line.startsWith('[20]#011'))) await sleep(20);
  expect((await laptop.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }))).SecondaryStatus).toBe(
    'Training',
  );
};

test('an image that does not run here ends the job Failed, with its name', async () => {
  const TrainingImage = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-cpu-py3';

  expect(await failed('other-image', { AlgorithmSpecification: { TrainingImage, TrainingInputMode: 'File' } })).toBe(
    `ImageNotSupported: ${TrainingImage} does not run on the laptop. Images that do: sagemaker-xgboost:3.2-0, sagemaker-xgboost:3.0-5`,
  );
});

test('a mistake in the configuration is the algorithm’s error, as on AWS, with its text in the log', async () => {
  const reason = await failed('extraneous', hyperparameters({ foo: '1' }));

  expect(reason).toMatch(/^AlgorithmError: framework error: \nTraceback/);
  expect(reason).toMatch(/, exit code: 1$/);
  expect(laptop.log('/aws/sagemaker/TrainingJobs')).toContain('Extraneous hyperparameter found: foo');
});

test('data that is not there is the client’s error and names the address', async () => {
  expect(await failed('no-data', { InputDataConfig: [channel('nowhere')] })).toMatch(
    /^ClientError: No S3 objects found under S3 URL "s3:\/\/data\/features\/nowhere\/" given in input data source\./,
  );
});

test.each([
  [
    'a GPU instance',
    { ResourceConfig: { InstanceType: 'ml.g5.xlarge', InstanceCount: 1, VolumeSizeInGB: 1 } },
    /ml\.g5\.xlarge \(GPU/,
  ],
  [
    'several instances',
    { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 1 } },
    /InstanceCount 2/,
  ],
  ['Pipe mode', { InputDataConfig: [{ ...channel('train'), InputMode: 'Pipe' }] }, /Input mode Pipe/],
  ['spot without a waiting time', { EnableManagedSpotTraining: true }, /MaxWaitTimeInSeconds/],
  ['a role that is none', { RoleArn: 'sagemaker' }, /roleArn/],
  ['a name with a space', { TrainingJobName: 'a b' }, /trainingJobName/],
  ['an output that is not on S3', { OutputDataConfig: { S3OutputPath: '/tmp' } }, /s3OutputPath/],
  [
    'a parameter nobody knows',
    { ModelPackageConfig: { ModelPackageGroupArn: 'x' } },
    /ModelPackageConfig is not supported by local-aws/,
  ],
] as [string, Partial<CreateTrainingJobRequest>, RegExp][])('refuses %s', async (_what, changes, message) => {
  const refused = await start('refused', changes).catch((error: unknown) => error);

  expect(refused).toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) });
});

test('a job that nobody created is not found', async () => {
  await expect(
    laptop.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'nobody' })),
  ).rejects.toMatchObject({ name: 'ValidationException', message: 'Requested resource not found.' });
});

test('a name is used once', async () => {
  await start('once');
  const second = await start('once').catch((error: unknown) => error);
  await laptop.trained('once');

  expect(second).toBeInstanceOf(ResourceInUse);
});

test('a stopped job ends Stopped, with the model of its last round where that is kept', async () => {
  await start('stopped', endless({ save_model_on_termination: 'true' }));
  await training('stopped');
  await laptop.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'stopped' }));
  const done = await laptop.trained('stopped');

  expect(done).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
  expect(done.ModelArtifacts?.S3ModelArtifacts).toBe(`s3://${BUCKET}/models/stopped/output/model.tar.gz`);
  const statuses = laptop.events
    .filter(({ detail }) => detail.TrainingJobName === 'stopped')
    .map(({ detail }) => detail.TrainingJobStatus);
  expect(statuses.slice(-2)).toEqual(['Stopping', 'Stopped']);
});

test('a job that runs over its time is stopped by the clock', async () => {
  await start('slow', { ...endless(), StoppingCondition: { MaxRuntimeInSeconds: 7200 } });
  while (
    laptop.events.findLast(({ detail }) => detail.TrainingJobName === 'slow')?.detail.SecondaryStatus !== 'Training'
  )
    await sleep(20);
  laptop.clock.advance(7_200_000);
  const done = await laptop.trained('slow');

  expect(done).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' });
  expect(done.TrainingTimeInSeconds).toBeGreaterThanOrEqual(7200);
  expect(done.ModelArtifacts?.S3ModelArtifacts).toBeUndefined();
});

describe('with an injected fault', () => {
  const port = () => laptop.server.cloud.faults as unknown as { job(): JobFault | undefined };
  let before: () => JobFault | undefined;
  const inject = (...faults: (JobFault | undefined)[]) => {
    port().job = () => faults.shift();
  };
  beforeEach(() => {
    before = port().job;
  });
  afterEach(() => {
    port().job = before;
  });

  test('a process that dies fails the job', async () => {
    inject({ effect: 'kill' });

    expect(await failed('killed', {})).toBe('AlgorithmError: , exit code: 137');
  });

  test('a job that hangs is stopped at its maximum runtime', async () => {
    inject({ effect: 'hang' });
    await start('hanging');
    while (
      laptop.events.findLast(({ detail }) => detail.TrainingJobName === 'hanging')?.detail.SecondaryStatus !==
      'Training'
    )
      await sleep(20);
    laptop.clock.advance(3_600_000);

    expect(await laptop.trained('hanging')).toMatchObject({ SecondaryStatus: 'MaxRuntimeExceeded' });
  });

  test('a job can be made to fail with a reason', async () => {
    inject({ effect: 'end', state: 'Failed', message: 'ClientError: no capacity' });

    expect(await failed('made-to-fail', {})).toBe('ClientError: no capacity');
  });

  test('the built-in algorithm starts again at round 0 when its spot instance is taken away, and ends with the same model', async () => {
    const spot = {
      ...hyperparameters({ num_round: '300', tree_method: 'exact' }),
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
    };
    inject(undefined, { effect: 'end', state: 'Interrupted', message: '' });
    await start('spot-calm', spot);
    await laptop.trained('spot-calm');
    const seen = laptop.log('/aws/sagemaker/TrainingJobs').length;
    await start('spot-taken', spot);
    const done = await laptop.trained('spot-taken');

    expect(done.FailureReason).toBeUndefined();
    expect(done.SecondaryStatusTransitions?.map(({ Status }) => Status)).toContain('Interrupted');
    const lines = laptop.log('/aws/sagemaker/TrainingJobs').slice(seen);
    expect(lines.filter((line) => line.startsWith('[0]#011'))).toHaveLength(2);
    expect(await laptop.bytes('models/spot-taken/output/model.tar.gz')).toEqual(
      await laptop.bytes('models/spot-calm/output/model.tar.gz'),
    );
  });
});

test('what the job’s role may not read fails the job, by object', async () => {
  const { parts } = laptop.server.cloud;
  const asked: string[] = [];
  parts.authorizer = {
    authorize: (caller, access) => {
      if (caller.kind === 'role')
        asked.push(...access.map(({ action, resource }) => `${caller.roleArn} ${action} ${resource}`));
      const denied = access.find(({ action }) => caller.kind === 'role' && action === 's3:GetObject');
      return denied && { access: denied, reason: 'no identity-based policy allows the s3:GetObject action' };
    },
  };
  const reason = await failed('denied', {});
  delete parts.authorizer;

  expect(reason).toMatch(
    /^ClientError: Data download failed: s3:\/\/data\/features\/train\/train\.csv: AccessDenied: /,
  );
  expect(asked).toContain('arn:aws:iam::000000000000:role/sagemaker s3:ListBucket arn:aws:s3:::data');
});

test('jobs are listed newest last, by page and by status', async () => {
  const page = await laptop.sagemaker.send(new ListTrainingJobsCommand({ StatusEquals: 'Stopped', MaxResults: 1 }));
  const rest = await laptop.sagemaker.send(
    new ListTrainingJobsCommand({ StatusEquals: 'Stopped', ...(page.NextToken && { NextToken: page.NextToken }) }),
  );

  expect(page.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName)).toEqual(['stopped']);
  expect(rest.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName)).toEqual(['slow', 'hanging']);
});
