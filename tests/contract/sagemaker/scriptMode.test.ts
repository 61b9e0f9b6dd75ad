import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError } from '@aws-sdk/client-sagemaker-runtime';
import { pack, unpack } from '../../../local-aws/containers/archive.ts';
import { features, job, table } from './data.ts';
import { BUCKET, image, type Laptop, ROLE, startLaptop } from './laptop.ts';

const FIRST_RUN_MS = 120_000;
const SOURCES = join(import.meta.dirname, '../../../sagemaker');

let laptop: Laptop;
let scratch: string;

/** Uploads a tar.gz of the files given by name. */
const archive = async (key: string, files: Record<string, string>): Promise<string> => {
  const folder = mkdtempSync(join(scratch, 'pack-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const file = join(scratch, 'archive.tar.gz');
  await pack(folder, file);
  await laptop.put(key, readFileSync(file));
  return `s3://${BUCKET}/${key}`;
};

const script = (program: string, directory: string, others: Record<string, string> = {}) => ({
  sagemaker_program: JSON.stringify(program),
  sagemaker_submit_directory: JSON.stringify(directory),
  ...others,
});

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'nightjar-script-'));
  laptop = await startLaptop();
  await laptop.put('features/train/train.csv', table(300, 1));
  await laptop.put('features/validation/validation.csv', table(100, 2));
}, FIRST_RUN_MS);

afterAll(async () => {
  await laptop.close();
  rmSync(scratch, { recursive: true, force: true });
});

const PRINTS_ITS_WORLD = `
import json, os, sys
world = {"arguments": sys.argv[1:], "environment": {k: v for k, v in os.environ.items() if k.startswith("SM_") or k in ("TRAINING_JOB_NAME", "MODE")}}
json.dump(world, open(os.path.join(os.environ["SM_MODEL_DIR"], "world.json"), "w"))
open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "notes.txt"), "w").write("kept")
print("rmse=0.25")
`;

test('a script gets its hyperparameters as arguments and the job as SM_ variables', async () => {
  const code = await archive('code/a.tar.gz', { 'train.py': PRINTS_ITS_WORLD });
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(
      job('script', {
        AlgorithmSpecification: {
          TrainingImage: image(),
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'rmse', Regex: 'rmse=([0-9.]+)' }],
        },
        HyperParameters: script('train.py', code, { depth: '3', name: '"deep"', n: '1', flags: '{"b":1,"a":[2]}' }),
        Environment: { MODE: 'night' },
      }),
    ),
  );
  const done = await laptop.trained('script');

  expect(done.FailureReason).toBeUndefined();
  expect(done.FinalMetricDataList).toMatchObject([{ MetricName: 'rmse', Value: 0.25 }]);
  const folder = mkdtempSync(join(scratch, 'model-'));
  writeFileSync(join(scratch, 'model.tar.gz'), await laptop.bytes('models/script/output/model.tar.gz'));
  await unpack(join(scratch, 'model.tar.gz'), folder);
  const { arguments: words, environment } = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
  expect(words).toEqual(['--depth', '3', '--flags', '{"a":[2],"b":1}', '-n', '1', '--name', 'deep']);
  expect(environment).toMatchObject({
    MODE: 'night',
    TRAINING_JOB_NAME: 'script',
    SM_CHANNELS: '["train","validation"]',
    SM_HP_DEPTH: '3',
    SM_HP_NAME: 'deep',
    SM_HPS: '{"depth":3,"flags":{"a":[2],"b":1},"n":1,"name":"deep"}',
    SM_CURRENT_HOST: 'algo-1',
    SM_NUM_GPUS: '0',
    SM_USER_ENTRY_POINT: 'train.py',
  });
  expect(environment.SM_CHANNEL_TRAIN).toMatch(/input\/data\/train$/);
  await expect(laptop.bytes('models/script/output/output.tar.gz')).resolves.toBeDefined();
});

test('a script that fails ends the job with ExecuteUserScriptError', async () => {
  const code = await archive('code/b.tar.gz', { 'train.py': 'raise SystemExit(3)' });
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(job('broken', { HyperParameters: script('train.py', code) })),
  );
  const done = await laptop.trained('broken');

  expect(done.TrainingJobStatus).toBe('Failed');
  expect(done.FailureReason).toMatch(/^AlgorithmError: ExecuteUserScriptError:\nExitCode 3\n[\s\S]*, exit code: 1$/);
});

test('a script with /opt/ml written in it is refused with its line', async () => {
  const code = await archive('code/c.tar.gz', { 'train.py': 'import os\nopen("/opt/ml/model/x", "w")\n' });
  await laptop.sagemaker.send(
    new CreateTrainingJobCommand(job('fixed', { HyperParameters: script('train.py', code) })),
  );
  const done = await laptop.trained('fixed');

  expect(done.FailureReason).toMatch(/^ClientError: train.py line 2 has \/opt\/ml written in it/);
});

describe('a resumable trainer on a spot instance that is taken away', () => {
  const resumable = async (name: string, tags: { Key: string; Value: string }[]) => {
    const code = await archive('code/resumable.tar.gz', {
      'train_resumable.py': readFileSync(join(SOURCES, 'train_resumable.py'), 'utf8'),
    });
    await laptop.sagemaker.send(
      new CreateTrainingJobCommand(
        job(name, {
          HyperParameters: script('train_resumable.py', code, {
            num_round: '100',
            objective: '"binary:logistic"',
            max_depth: '3',
            checkpoint_interval: '2',
          }),
          EnableManagedSpotTraining: true,
          StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
          CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/${name}` },
          Tags: tags,
        }),
      ),
    );
    return laptop.trained(name);
  };

  test('ends with the model of an undisturbed run', async () => {
    const calm = await resumable('calm', []);
    const disturbed = await resumable('disturbed', [{ Key: 'nightjar:interrupt-after-rounds', Value: '5' }]);

    expect(calm.FailureReason).toBeUndefined();
    expect(disturbed.FailureReason).toBeUndefined();
    expect(disturbed.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
      ...['Starting', 'Downloading', 'Training', 'Interrupted'],
      ...['Starting', 'Downloading', 'Training', 'Uploading', 'Completed'],
    ]);
    const resumedAfter = Number(/after (\d+) rounds/.exec(laptop.log('/aws/sagemaker/TrainingJobs').join())?.[1]);
    expect(resumedAfter).toBeGreaterThanOrEqual(2);
    expect(await laptop.bytes('models/disturbed/output/model.tar.gz')).toEqual(
      await laptop.bytes('models/calm/output/model.tar.gz'),
    );
  }, 30_000);
});

describe('a model served by inference.py', () => {
  const holdout = features(table(20, 4));
  const ask = (Accept: string, Body = holdout, ContentType = 'text/csv') =>
    laptop.runtime.send(new InvokeEndpointCommand({ EndpointName: 'reasons', ContentType, Accept, Body }));

  beforeAll(async () => {
    await laptop.sagemaker.send(new CreateTrainingJobCommand(job('plain')));
    await laptop.trained('plain');
    const folder = mkdtempSync(join(scratch, 'served-'));
    writeFileSync(join(scratch, 'plain.tar.gz'), await laptop.bytes('models/plain/output/model.tar.gz'));
    await unpack(join(scratch, 'plain.tar.gz'), folder);
    mkdirSync(join(folder, 'code'));
    copyFileSync(join(SOURCES, 'inference.py'), join(folder, 'code/inference.py'));
    writeFileSync(join(folder, 'code/features.json'), '["a", "b", "c", "d"]');
    await pack(folder, join(scratch, 'served.tar.gz'));
    await laptop.put('models/served.tar.gz', readFileSync(join(scratch, 'served.tar.gz')));
    for (const [name, Environment] of [
      ['reasons', { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' }],
      ['algorithm', {}],
    ] as const) {
      await laptop.sagemaker.send(
        new CreateModelCommand({
          ModelName: name,
          ExecutionRoleArn: ROLE,
          PrimaryContainer: { Image: image(), ModelDataUrl: `s3://${BUCKET}/models/served.tar.gz`, Environment },
        }),
      );
      const variant = {
        VariantName: 'AllTraffic',
        ModelName: name,
        InitialInstanceCount: 1,
        InstanceType: 'ml.m5.large',
      } as const;
      await laptop.sagemaker.send(
        new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }),
      );
      await laptop.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
      const endpoint = await laptop.endpointIs(name, 'InService', 'Failed');
      expect(endpoint.FailureReason).toBeUndefined();
    }
  });

  test('answers the built-in model server’s scores for text/csv', async () => {
    const scores = Buffer.from((await ask('text/csv')).Body ?? []).toString();
    const builtIn = await laptop.runtime.send(
      new InvokeEndpointCommand({ EndpointName: 'algorithm', ContentType: 'text/csv', Body: holdout }),
    );

    expect(scores).toBe(Buffer.from(builtIn.Body ?? []).toString());
  });

  test('answers contributions that add up to the log-odds for application/json', async () => {
    const answer = await ask('application/json');
    const { features: names, predictions } = JSON.parse(Buffer.from(answer.Body ?? []).toString()) as {
      features: string[];
      predictions: { score: number; bias: number; contributions: number[] }[];
    };

    expect(answer.ContentType).toBe('application/json');
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(predictions).toHaveLength(20);
    for (const { score, bias, contributions } of predictions) {
      const margin = contributions.reduce((sum, each) => sum + each, bias);
      expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(score, 5);
    }
  });

  test.each([
    ['a text cell', '1,x,2,3\n', /row 1: 'x' is no number/],
    ['a missing column', '1,2,3,4\n1,2,3\n', /row 2 has 3 columns, the model has 4/],
  ])('refuses %s by row', async (_what, body, message) => {
    const refused = await ask('text/csv', body).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(ModelError);
    expect(refused).toMatchObject({ OriginalStatusCode: 500, OriginalMessage: expect.stringMatching(message) });
  });
});
