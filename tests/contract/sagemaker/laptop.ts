import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { MovableClock } from '../../../local-aws/clock.ts';
import { type Server, type ServerOptions, startServer } from '../../../local-aws/server.ts';
import { createCloudWatch, createMetricSink } from '../../../local-aws/services/cloudwatch/index.ts';
import { createEventBusPart, createEvents } from '../../../local-aws/services/events/index.ts';
import { createLogSink, createLogs } from '../../../local-aws/services/logs/index.ts';
import { createObjectStore, createS3 } from '../../../local-aws/services/s3/index.ts';
import { createSageMaker } from '../../../local-aws/services/sagemaker/index.ts';
import { createSageMakerRuntime } from '../../../local-aws/services/sagemaker-runtime/index.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

// All tests, and the project itself, share the locked environments: they are made once a machine.
process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ??= join(import.meta.dirname, '../../../.nightjar/python');

// Processes are real: on a busy machine they take their time.
jest.setTimeout(60_000);

export const ROLE = 'arn:aws:iam::000000000000:role/sagemaker';
export const BUCKET = 'data';
export const image = (tag = '3.2-0'): string => `683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:${tag}`;

export interface Laptop {
  server: Server;
  clock: MovableClock;
  sagemaker: SageMakerClient;
  runtime: SageMakerRuntimeClient;
  put(key: string, body: string | Uint8Array): Promise<void>;
  bytes(key: string): Promise<Buffer>;
  text(key: string): Promise<string>;
  /** Waits in real time until the job is over; its processes are real. */
  trained(name: string): Promise<import('@aws-sdk/client-sagemaker').DescribeTrainingJobResponse>;
  transformed(name: string): Promise<import('@aws-sdk/client-sagemaker').DescribeTransformJobResponse>;
  endpointIs(name: string, ...status: string[]): Promise<import('@aws-sdk/client-sagemaker').DescribeEndpointOutput>;
  /** Lines of a log group. */
  log(group: string): string[];
  /** Events that SageMaker emitted, in order. */
  events: { detailType: string; detail: Record<string, unknown> }[];
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A server with SageMaker and what it needs, in a directory of its own unless one is given. */
export const startLaptop = async (options: Partial<ServerOptions> = {}): Promise<Laptop> => {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'nightjar-sagemaker-'));
  const clock = new MovableClock();
  const lines: { group: string; line: string }[] = [];
  const events: Laptop['events'] = [];
  const server = await startServer({
    clock,
    authorize: false,
    ...options,
    directory,
    services: [
      { create: createSts, parts: (cloud) => ({ credentials: createCredentials(cloud) }) },
      { create: createS3, parts: (cloud) => ({ objects: createObjectStore(cloud) }) },
      { create: createCloudWatch, parts: (cloud) => ({ metrics: createMetricSink(cloud) }) },
      {
        create: createLogs,
        parts: (cloud) => ({ logs: createLogSink(cloud) }),
      },
      { create: createEvents, parts: (cloud) => ({ events: createEventBusPart(cloud) }) },
      { create: createSageMaker },
      { create: createSageMakerRuntime },
    ],
  });
  const { parts } = server.cloud;
  const write = parts.logs.write.bind(parts.logs);
  parts.logs.write = (group, stream, added) => {
    lines.push(...added.map((line) => ({ group, line })));
    write(group, stream, added);
  };
  const emit = parts.events.emit.bind(parts.events);
  parts.events.emit = (event) => {
    events.push({ detailType: event.detailType, detail: structuredClone(event.detail) as Record<string, unknown> });
    emit(event);
  };
  const client = { endpoint: server.endpoint, region: 'us-east-1', credentials };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const sagemaker = new SageMakerClient(client);
  const runtime = new SageMakerRuntimeClient(client);
  if (!options.directory) await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const until = async <T>(look: () => Promise<T>, over: (answer: T) => boolean): Promise<T> => {
    for (;;) {
      const answer = await look();
      if (over(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const bytes = async (key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  return {
    server,
    clock,
    sagemaker,
    runtime,
    events,
    put: async (Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Buffer.from(Body) }));
    },
    bytes,
    text: async (key) => (await bytes(key)).toString(),
    trained: (TrainingJobName) =>
      until(
        () => sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName })),
        ({ TrainingJobStatus }) => !['InProgress', 'Stopping'].includes(TrainingJobStatus ?? ''),
      ),
    transformed: (TransformJobName) =>
      until(
        () => sagemaker.send(new DescribeTransformJobCommand({ TransformJobName })),
        ({ TransformJobStatus }) => !['InProgress', 'Stopping'].includes(TransformJobStatus ?? ''),
      ),
    endpointIs: (EndpointName, ...status) =>
      until(
        () => sagemaker.send(new DescribeEndpointCommand({ EndpointName })),
        ({ EndpointStatus }) => status.includes(EndpointStatus ?? ''),
      ),
    log: (group) => lines.filter((each) => each.group === group).map(({ line }) => line),
    close: async () => {
      s3.destroy();
      sagemaker.destroy();
      runtime.destroy();
      await server.close();
      if (!options.directory) rmSync(directory, { recursive: true, force: true });
    },
  };
};
