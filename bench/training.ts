/**
 * A training job against a plain `xgboost` script on the same files with the same parameters: `npm run bench -- training
 * [--rows 20000] [--columns 15] [--rounds 100] [--repeat 5]`. Prints both times, their ratio, and whether the model files are the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateTrainingJobCommand, DescribeTrainingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { unpack } from '../local-aws/containers/archive.ts';
import { images } from '../local-aws/containers/images.ts';
import { pythonEnvironment } from '../local-aws/python/environment.ts';
import { locks } from '../local-aws/python/locks.ts';
import { run as runTool } from '../local-aws/python/run.ts';
import { type Server, startServer } from '../local-aws/server.ts';
import { createCloudWatch, createMetricSink } from '../local-aws/services/cloudwatch/index.ts';
import { createEventBusPart, createEvents } from '../local-aws/services/events/index.ts';
import { createLogSink, createLogs } from '../local-aws/services/logs/index.ts';
import { createObjectStore, createS3 } from '../local-aws/services/s3/index.ts';
import { createSageMaker } from '../local-aws/services/sagemaker/index.ts';
import { createCredentials, createSts } from '../local-aws/services/sts/index.ts';
import { median, table } from './training/data.ts';

const BUCKET = 'bench';

const start = (directory: string) =>
  startServer({
    directory,
    authorize: false,
    services: [
      { create: createSts, parts: (cloud) => ({ credentials: createCredentials(cloud) }) },
      { create: createS3, parts: (cloud) => ({ objects: createObjectStore(cloud) }) },
      { create: createCloudWatch, parts: (cloud) => ({ metrics: createMetricSink(cloud) }) },
      { create: createLogs, parts: (cloud) => ({ logs: createLogSink(cloud) }) },
      { create: createEvents, parts: (cloud) => ({ events: createEventBusPart(cloud) }) },
      { create: createSageMaker },
    ],
  });

/** Runs the benchmark; throws when a job fails. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '20000' },
      columns: { type: 'string', default: '15' },
      rounds: { type: 'string', default: '100' },
      repeat: { type: 'string', default: '5' },
    },
  });
  const scratch = mkdtempSync(join(tmpdir(), 'nightjar-bench-'));
  process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ??= join(import.meta.dirname, '../.nightjar/python');
  const [image] = images;
  if (!image) throw new Error('no image');
  const python = await pythonEnvironment(locks[image.lock], {
    root: process.env.NIGHTJAR_PYTHON_ENVIRONMENTS,
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  const server = await start(join(scratch, 'state'));
  try {
    const rows = Number(values.rows);
    const train = table(rows, Number(values.columns), 1);
    const validation = table(Math.ceil(rows / 4), Number(values.columns), 2);
    writeFileSync(join(scratch, 'train.csv'), train);
    writeFileSync(join(scratch, 'validation.csv'), validation);
    const root = { kind: 'root', arn: 'arn:aws:iam::000000000000:root' } as const;
    await server.cloud.call('s3', 'CreateBucket', { Bucket: BUCKET }, root);
    await server.cloud.parts.objects.put(BUCKET, 'train/train.csv', train);
    await server.cloud.parts.objects.put(BUCKET, 'validation/validation.csv', validation);
    const client = new SageMakerClient({
      endpoint: server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    const scripts: number[] = [];
    const jobs: number[] = [];
    const hashes = new Set<string>();
    for (let turn = 0; turn <= Number(values.repeat); turn++) {
      const script = await plainScript(python.python, scratch, values.rounds);
      const job = await trainingJob(server, client, `bench-${turn}`, values.rounds);
      await unpack(
        server.cloud.parts.objects.head(BUCKET, `out/bench-${turn}/output/model.tar.gz`)?.path ?? '',
        scratch,
      );
      hashes.add(hash(join(scratch, 'xgboost-model')));
      hashes.add(hash(join(scratch, 'script-model')));
      if (turn === 0) continue; // warms the disk's and Python's caches
      scripts.push(script);
      jobs.push(job);
    }
    client.destroy();
    const result = {
      rows,
      rounds: Number(values.rounds),
      image: `${image.repository}:${image.tag}`,
      scriptMs: Math.round(median(scripts)),
      jobMs: Math.round(median(jobs)),
      ratio: Number((median(jobs) / median(scripts)).toFixed(2)),
      identical: hashes.size === 1,
    };
    process.stdout.write(
      `plain script ${result.scriptMs} ms, training job ${result.jobMs} ms: ${result.ratio}x; model files ${result.identical ? 'identical' : 'DIFFER'}\n${JSON.stringify(result)}\n`,
    );
  } finally {
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  }
};

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

const plainScript = async (python: string, folder: string, rounds: string): Promise<number> => {
  const file = join(import.meta.dirname, 'training/plain.py');
  const started = performance.now();
  const { code, stderr } = await runTool(python, [file, folder, rounds], {
    env: { PATH: process.env.PATH ?? '', OMP_WAIT_POLICY: 'PASSIVE', GOMP_SPINCOUNT: '0' },
  });
  if (code !== 0) throw new Error(stderr);
  return performance.now() - started;
};

/** Told by the job's event, as a state machine would be: asking again and again would take the job's cores. */
const trainingJob = async (server: Server, client: SageMakerClient, name: string, rounds: string): Promise<number> => {
  const { events } = server.cloud.parts;
  const emit = events.emit;
  const over = new Promise<void>((resolve) => {
    events.emit = (event) => {
      emit.call(events, event);
      if (!['InProgress', 'Stopping'].includes((event.detail as { TrainingJobStatus: string }).TrainingJobStatus)) {
        events.emit = emit;
        resolve();
      }
    };
  });
  const channel = (ChannelName: string) => ({
    ChannelName,
    ContentType: 'text/csv',
    DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: `s3://${BUCKET}/${ChannelName}/` } },
  });
  const started = performance.now();
  await client.send(
    new CreateTrainingJobCommand({
      TrainingJobName: name,
      RoleArn: 'arn:aws:iam::000000000000:role/bench',
      AlgorithmSpecification: {
        TrainingImage: `683313688378.dkr.ecr.us-east-1.amazonaws.com/${images[0]?.repository}:${images[0]?.tag}`,
        TrainingInputMode: 'File',
      },
      HyperParameters: { num_round: rounds, objective: 'binary:logistic', eval_metric: 'auc,logloss', max_depth: '6' },
      InputDataConfig: [channel('train'), channel('validation')],
      OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/out` },
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    }),
  );
  await over;
  const elapsed = performance.now() - started;
  const job = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
  if (job.TrainingJobStatus !== 'Completed') throw new Error(job.FailureReason);
  return elapsed;
};
