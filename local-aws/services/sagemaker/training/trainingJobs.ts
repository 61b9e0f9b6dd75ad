import type { CreateTrainingJobRequest, SecondaryStatus, TrainingJobStatus } from '@aws-sdk/client-sagemaker';
import type { Cloud } from '../../../cloud.ts';
import { emitChange } from '../events.ts';
import type { SageMakerTables, TrainingJobRecord } from '../records.ts';
import { RunningTrainingJob } from './runningTrainingJob.ts';
import { trainingJobEvent } from './trainingJobEvent.ts';

const MESSAGES: Partial<Record<SecondaryStatus, string>> = {
  Starting: 'Preparing the instances for training',
  Downloading: 'Downloading input data',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
  Interrupted: 'Training job interrupted',
  MaxRuntimeExceeded: 'Training job runtime exceeded MaxRuntimeInSeconds provided',
  MaxWaitTimeExceeded: 'Training job exceeded MaxWaitTimeInSeconds provided',
};

const UNFINISHED: readonly TrainingJobStatus[] = ['InProgress', 'Stopping'];

/** All training jobs: their records, and those that run. */
export class TrainingJobs {
  readonly cloud: Cloud;
  readonly tables: SageMakerTables;
  readonly #running = new Map<string, RunningTrainingJob>();
  #closing = false;

  constructor(cloud: Cloud, tables: SageMakerTables) {
    this.cloud = cloud;
    this.tables = tables;
  }

  /** Records the job and lets it run. */
  create(name: string, arn: string, request: CreateTrainingJobRequest): void {
    const now = this.cloud.clock.now();
    const record: TrainingJobRecord = {
      arn,
      request,
      status: 'InProgress',
      secondary: 'Starting',
      transitions: [{ Status: 'Starting', StartTime: now, StatusMessage: MESSAGES.Starting ?? '' }],
      created: now,
      modified: now,
      billable: 0,
      metrics: [],
    };
    this.tables.trainingJobs.put(name, record);
    this.#emit(record);
    const job = new RunningTrainingJob(this, name, record);
    this.#running.set(name, job);
    void job.run().finally(() => this.#running.delete(name));
  }

  /** Asks a running job to stop; false when it does not run. */
  stop(name: string): boolean {
    const job = this.#running.get(name);
    if (!job) return false;
    job.stop();
    return true;
  }

  /** Moves the job on: status, transition, event. After `close` nothing is written any more: the next server tells the job lost. */
  move(
    name: string,
    record: TrainingJobRecord,
    secondary: SecondaryStatus,
    status: TrainingJobStatus = record.status,
  ): void {
    if (this.#closing) return;
    const now = this.cloud.clock.now();
    const last = record.transitions.at(-1);
    if (last && last.EndTime === undefined) last.EndTime = now;
    const final = !UNFINISHED.includes(status);
    record.transitions.push({
      Status: secondary,
      StartTime: now,
      ...(final && { EndTime: now }),
      StatusMessage: secondary === 'Failed' ? (record.failure ?? '') : (MESSAGES[secondary] ?? ''),
    });
    record.status = status;
    record.secondary = secondary;
    record.modified = now;
    if (final) record.ended = now;
    this.tables.trainingJobs.put(name, record);
    this.#emit(record);
  }

  #emit(record: TrainingJobRecord): void {
    emitChange(this.cloud, this.tables, 'SageMaker Training Job State Change', record.arn, trainingJobEvent(record));
  }

  /** Jobs that were running when the last server ended are lost with it. */
  failLost(): void {
    for (const { key, value } of this.tables.trainingJobs.list()) {
      if (!UNFINISHED.includes(value.status) || this.#running.has(key)) continue;
      value.failure =
        'InternalServerError: We encountered an internal error. Please try again. (The server of the laptop ended while the job was running.)';
      this.move(key, value, 'Failed', 'Failed');
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#running.values()].map((job) => job.abandon()));
  }
}
