import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreateTransformJobRequest, TransformJobStatus } from '@aws-sdk/client-sagemaker';
import type { Cloud } from '../../../cloud.ts';
import { workFolder } from '../environments.ts';
import { emitChange } from '../events.ts';
import { instanceMemory } from '../instanceTypes.ts';
import { JobStorage } from '../jobStorage.ts';
import { type ModelServer, startModelServer } from '../modelServer.ts';
import type { ModelRecord, SageMakerTables, TransformJobRecord } from '../records.ts';
import { joinKey, parseS3 } from '../s3Address.ts';
import { locate } from '../training/channels.ts';
import { transformObject } from './transformObject.ts';

interface Running {
  stopped: boolean;
  server?: ModelServer;
  done: Promise<void>;
  wake(): void;
}

/** All batch transform jobs: their records, and those that run. */
export class TransformJobs {
  readonly #cloud: Cloud;
  readonly #tables: SageMakerTables;
  readonly #running = new Map<string, Running>();
  #closing = false;

  constructor(cloud: Cloud, tables: SageMakerTables) {
    this.#cloud = cloud;
    this.#tables = tables;
  }

  /** Records the job and lets it run. The model is the one of now: a later DeleteModel does not touch it. */
  create(name: string, arn: string, request: CreateTransformJobRequest, model: ModelRecord): void {
    const record: TransformJobRecord = { arn, request, status: 'InProgress', created: this.#cloud.clock.now() };
    this.#move(name, record, 'InProgress');
    const running: Running = { stopped: false, done: Promise.resolve(), wake: () => {} };
    this.#running.set(name, running);
    running.done = this.#run(name, record, model, running).finally(() => this.#running.delete(name));
  }

  /** Asks a running job to stop; false when it does not run. */
  stop(name: string): boolean {
    const running = this.#running.get(name);
    const record = this.#tables.transformJobs.get(name);
    if (!running || !record) return false;
    running.stopped = true;
    this.#move(name, record, 'Stopping');
    running.wake();
    return true;
  }

  /** Jobs that were running when the last server ended are lost with it. */
  failLost(): void {
    for (const { key, value } of this.#tables.transformJobs.list()) {
      if (!['InProgress', 'Stopping'].includes(value.status) || this.#running.has(key)) continue;
      value.failure =
        'InternalServerError: We encountered an internal error. Please try again. (The server of the laptop ended while the job was running.)';
      this.#move(key, value, 'Failed');
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(
      [...this.#running.values()].map(async (running) => {
        running.stopped = true;
        running.wake();
        await running.server?.close();
        await running.done;
      }),
    );
  }

  async #run(name: string, record: TransformJobRecord, model: ModelRecord, running: Running): Promise<void> {
    const { clock, directory, faults } = this.#cloud;
    const letGo = clock.hold();
    const base = join(workFolder(directory), 'jobs', name);
    const fault = faults?.job('sagemaker', 'TransformJob', { TransformJobName: name });
    let status: TransformJobStatus = 'Completed';
    try {
      record.started = clock.now();
      if (fault?.effect === 'hang') {
        letGo();
        await new Promise<void>((resolve) => {
          running.wake = resolve;
        });
      } else if (fault?.effect === 'end' && fault.state === 'Stopped') running.stopped = true;
      else if (fault?.effect === 'end')
        throw new Error(fault.message || `AlgorithmError: made to end as ${fault.state}`);
      else await this.#transform(name, record, model, running, base, fault?.effect === 'kill');
      if (running.stopped) status = 'Stopped';
    } catch (error) {
      record.failure = error instanceof Error ? error.message : String(error);
      status = running.stopped ? 'Stopped' : 'Failed';
    } finally {
      await running.server?.close();
      rmSync(base, { recursive: true, force: true });
      record.ended = clock.now();
      this.#move(name, record, status);
      letGo();
    }
  }

  async #transform(
    name: string,
    { request }: TransformJobRecord,
    model: ModelRecord,
    running: Running,
    base: string,
    kill: boolean,
  ): Promise<void> {
    const roleArn = model.request.ExecutionRoleArn ?? '';
    const storage = new JobStorage(this.#cloud, roleArn);
    const inputs = await locate(
      request.TransformInput?.DataSource?.S3DataSource ?? { S3Uri: '', S3DataType: 'S3Prefix' },
      storage,
    );
    const stream = `${name}/i-${name.slice(-17)}`;
    const log = (line: string) => this.#cloud.parts.logs.write('/aws/sagemaker/TransformJobs', stream, [line]);
    const server = await startModelServer(this.#cloud, {
      container: model.container,
      roleArn,
      base: join(base, 'server'),
      memoryBytes: instanceMemory(request.TransformResources?.InstanceType),
      variables: batchVariables(request),
      onLine: log,
    });
    running.server = server;
    if (kill) await server.close();
    const parameters = await server.executionParameters();
    const maxPayloadMegabytes = request.MaxPayloadInMB ?? parameters.MaxPayloadInMB;
    const output = parseS3('S3OutputPath', request.TransformOutput?.S3OutputPath);
    for (const input of inputs) {
      if (running.stopped) return;
      const { path } = await storage.file(input.bucket, input.key);
      const target = join(base, 'output', `${input.name}.out`);
      mkdirSync(dirname(target), { recursive: true });
      const address = `s3://${input.bucket}/${input.key}`;
      try {
        await transformObject(
          { request, maxPayloadMegabytes },
          server,
          { path, address },
          target,
          () => running.stopped,
        );
      } catch (error) {
        log(
          `[sagemaker logs]: ${input.bucket}/${input.key}: ${error instanceof Error ? error.message : String(error)}`,
        );
        throw error;
      }
      if (running.stopped) return;
      const key = joinKey(output.key, `${input.name}.out`).replace(/^\//, '');
      await storage.upload(output.bucket, key, target, request.TransformOutput?.KmsKeyId);
    }
  }

  #move(name: string, record: TransformJobRecord, status: TransformJobStatus): void {
    if (this.#closing) return;
    record.status = status;
    this.#tables.transformJobs.put(name, record);
    const { request } = record;
    emitChange(this.#cloud, this.#tables, 'SageMaker Transform Job State Change', record.arn, {
      ...request,
      TransformJobName: name,
      TransformJobArn: record.arn,
      TransformJobStatus: status,
      ...(record.failure !== undefined && { FailureReason: record.failure }),
      CreationTime: record.created,
      ...(record.started !== undefined && { TransformStartTime: record.started }),
      ...(record.ended !== undefined && { TransformEndTime: record.ended }),
    });
  }
}

const batchVariables = (request: CreateTransformJobRequest): Record<string, string> => ({
  ...request.Environment,
  SAGEMAKER_BATCH: 'true',
  SAGEMAKER_BATCH_STRATEGY: request.BatchStrategy === 'SingleRecord' ? 'SINGLE_RECORD' : 'MULTI_RECORD',
  SAGEMAKER_MAX_PAYLOAD_IN_MB: String(request.MaxPayloadInMB ?? 6),
  SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: String(request.MaxConcurrentTransforms ?? 1),
});
