import { createHash } from 'node:crypto';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { features, job, table } from './data.ts';
import { BUCKET, image, type Laptop, ROLE, startLaptop } from './laptop.ts';

/** Making the locked environment takes its time on a machine's first run. */
const FIRST_RUN_MS = 120_000;

let laptop: Laptop;
const holdout = table(50, 3);

beforeAll(async () => {
  laptop = await startLaptop();
  await laptop.put('features/train/train.csv', table(400, 1));
  await laptop.put('features/validation/validation.csv', table(100, 2));
  await laptop.put('holdout/part.csv', features(holdout));
  await laptop.sagemaker.send(new CreateTrainingJobCommand(job('night')));
  await laptop.trained('night');
}, FIRST_RUN_MS);

afterAll(() => laptop.close());

test('a training job ends Completed with its model, metrics, times and events', async () => {
  const done = await laptop.trained('night');

  expect(done.FailureReason).toBeUndefined();
  expect(done).toMatchObject({
    TrainingJobStatus: 'Completed',
    SecondaryStatus: 'Completed',
    ModelArtifacts: { S3ModelArtifacts: `s3://${BUCKET}/models/night/output/model.tar.gz` },
  });
  expect(done.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
    'Starting',
    'Downloading',
    'Training',
    'Uploading',
    'Completed',
  ]);
  const log = laptop.log('/aws/sagemaker/TrainingJobs');
  const last = log.findLast((line) => line.startsWith('[9]#011train-auc:')) ?? '';
  const auc = Number(/validation-auc:([\d.]+)/.exec(last)?.[1]);
  expect(done.FinalMetricDataList?.find(({ MetricName }) => MetricName === 'validation:auc')?.Value).toBeCloseTo(
    auc,
    5,
  );
  expect(done.BillableTimeInSeconds).toBeGreaterThanOrEqual(1);
  const states = laptop.events
    .filter(({ detailType }) => detailType === 'SageMaker Training Job State Change')
    .map(({ detail }) => detail.SecondaryStatus);
  expect(states).toEqual(['Starting', 'Downloading', 'Training', 'Uploading', 'Completed']);
});

test('batch transform and endpoint answer the same scores', async () => {
  await laptop.sagemaker.send(
    new CreateModelCommand({
      ModelName: 'champion',
      ExecutionRoleArn: ROLE,
      PrimaryContainer: { Image: image(), ModelDataUrl: `s3://${BUCKET}/models/night/output/model.tar.gz` },
    }),
  );
  await laptop.sagemaker.send(
    new CreateTransformJobCommand({
      TransformJobName: 'score',
      ModelName: 'champion',
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/holdout/` } },
        ContentType: 'text/csv',
        SplitType: 'Line',
      },
      TransformOutput: { S3OutputPath: `s3://${BUCKET}/scores`, AssembleWith: 'Line' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    }),
  );
  const scored = await laptop.transformed('score');
  expect(scored.FailureReason).toBeUndefined();
  const batch = await laptop.text('scores/part.csv.out');
  await laptop.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'one',
      ProductionVariants: [
        { VariantName: 'AllTraffic', ModelName: 'champion', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
      ],
    }),
  );
  await laptop.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'fraud', EndpointConfigName: 'one' }));
  const endpoint = await laptop.endpointIs('fraud', 'InService', 'Failed');
  expect(endpoint.FailureReason).toBeUndefined();
  const answer = await laptop.runtime.send(
    new InvokeEndpointCommand({ EndpointName: 'fraud', ContentType: 'text/csv', Body: features(holdout) }),
  );

  expect(answer.ContentType).toBe('text/csv; charset=utf-8');
  expect(answer.InvokedProductionVariant).toBe('AllTraffic');
  expect(Buffer.from(answer.Body ?? []).toString()).toBe(batch);
  expect(batch.trim().split('\n')).toHaveLength(50);
});

test('the same data and parameters give the same archive, byte for byte', async () => {
  await laptop.sagemaker.send(new CreateTrainingJobCommand(job('again')));
  await laptop.trained('again');

  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(await laptop.bytes('models/again/output/model.tar.gz'))).toBe(
    hash(await laptop.bytes('models/night/output/model.tar.gz')),
  );
});
