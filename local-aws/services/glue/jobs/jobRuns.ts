import { randomBytes } from 'node:crypto';
import type { JobRunState, StartJobRunRequest } from '@aws-sdk/client-glue';
import type { Clock } from '../../../clock.ts';
import type { Cloud, JobFault } from '../../../cloud.ts';
import { WORKER_DPUS } from '../../../engines/sql/step/resources.ts';
import { AwsError } from '../../../errors.ts';
import { ENDED, type JobRecord, type JobRunRecord, runKey, runsOf, runTable } from './records.ts';
import { emitRunState } from './runEvent.ts';
import { runWork } from './runWork.ts';

/** Why a run's work was broken off. */
type Break = 'stopped' | 'timeout' | 'killed' | 'closed';

interface Active {
  controller: AbortController;
  broken?: Break;
  /** Settles when the run has ended. */
  ended: Promise<void>;
  cancelTimeout: () => void;
}

/** What a fault rule may look at: the run's name and id, and each of its arguments without its dashes (`--step` is `step`). */
const faultFields = (JobName: string, { Id, Arguments = {} }: JobRunRecord): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(Arguments).map(([name, value]) => [name.replace(/^--/, ''), value])),
  JobName,
  JobRunId: Id,
});

/** Waits without holding the clock; then holds it again. */
const delayed = async (clock: Clock, ms: number, signal: AbortSignal): Promise<() => void> => {
  await clock.sleep(ms, signal);
  return clock.hold();
};

/** Glue's default of a Spark job since Glue 5.0. */
const DEFAULT_TIMEOUT_MINUTES = 480;

/**
 * The runs of all jobs: STARTING → RUNNING → SUCCEEDED | FAILED | TIMEOUT | STOPPED, STOPPING on the way to STOPPED. The time limit is the
 * clock's; while a run works, the clock is held, so idle time is not skipped over real work.
 */
export class JobRuns {
  readonly #cloud: Cloud;
  readonly #active = new Map<string, Active>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /**
   * Ends what a former process of the server left unfinished: its work is gone. The runs are those at the time of the call; they end, and
   * their events go out, as soon as all services are there.
   */
  recover(): void {
    const left = runTable(this.#cloud)
      .list()
      .map(({ value }) => value)
      .filter(({ JobRunState }) => !ENDED.includes(JobRunState));
    if (left.length === 0) return;
    const reason = "EngineStopped: the laptop's AWS stopped while this run was under way; start it again";
    this.#cloud.clock.schedule(this.#cloud.clock.now(), () => {
      for (const run of left) this.#end(run, 'FAILED', reason);
    });
  }

  /** Throws `ConcurrentRunsExceededException`. */
  start(job: JobRecord, request: StartJobRunRequest): JobRunRecord {
    const running = runsOf(this.#cloud, job.Name).filter(({ JobRunState }) => !ENDED.includes(JobRunState));
    if (running.length >= (job.ExecutionProperty?.MaxConcurrentRuns ?? 1))
      throw new AwsError('ConcurrentRunsExceededException', `Concurrent runs exceeded for ${job.Name}`);
    const run = this.#record(job, request);
    const controller = new AbortController();
    const active: Active = { controller, ended: Promise.resolve(), cancelTimeout: () => {} };
    active.cancelTimeout = this.#cloud.clock.schedule(run.StartedOn + (run.Timeout ?? 0) * 60_000, () =>
      this.#break(run.Id, 'timeout'),
    );
    this.#active.set(run.Id, active);
    active.ended = this.#work(job, run, active);
    return run;
  }

  /** Throws `EntityNotFoundException`, or `InvalidInputException` for a run that has ended. */
  stop(run: JobRunRecord): void {
    if (ENDED.includes(run.JobRunState))
      throw new AwsError('InvalidInputException', `JobRun ${run.Id} is already in state ${run.JobRunState}`);
    this.#put({ ...run, JobRunState: 'STOPPING' });
    if (this.#active.has(run.Id)) this.#break(run.Id, 'stopped');
    else this.#end(run, 'STOPPED');
  }

  /** Kills all work; the runs are found and ended when the server starts again. */
  async close(): Promise<void> {
    const ended = [...this.#active.values()].map((active) => active.ended);
    for (const id of this.#active.keys()) this.#break(id, 'closed');
    await Promise.all(ended);
  }

  async #work(job: JobRecord, started: JobRunRecord, active: Active): Promise<void> {
    const fault = this.#cloud.faults?.job('glue', 'JobRun', faultFields(job.Name, started));
    let letGo = fault?.effect === 'hang' ? () => {} : this.#cloud.clock.hold();
    try {
      // The caller has its answer before the run moves on.
      await new Promise((resolve) => setImmediate(resolve));
      if (!active.broken) {
        const run: JobRunRecord = { ...started, JobRunState: 'RUNNING' };
        this.#put(run);
        await this.#run(job, run, active, fault);
        if (fault?.effect === 'delay') {
          letGo();
          letGo = await delayed(this.#cloud.clock, fault.ms, active.controller.signal);
        }
      }
      this.#finish(started, active);
    } catch (error) {
      this.#finish(started, active, error);
    } finally {
      active.cancelTimeout();
      this.#active.delete(started.Id);
      letGo();
    }
  }

  async #run(job: JobRecord, run: JobRunRecord, active: Active, fault: JobFault | undefined): Promise<void> {
    const { signal } = active.controller;
    if (fault?.effect === 'end') throw new InjectedEnd(fault.state as JobRunState, fault.message);
    if (fault?.effect === 'hang')
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    const work = runWork(this.#cloud, job, run, signal);
    if (fault?.effect === 'kill') this.#break(run.Id, 'killed');
    await work;
  }

  #finish({ JobName, Id }: JobRunRecord, active: Active, error?: unknown): void {
    const run = runTable(this.#cloud).get(runKey(JobName, Id));
    if (!run) return;
    switch (active.broken) {
      case 'closed':
        break;
      case 'stopped':
        this.#end(run, 'STOPPED');
        break;
      case 'timeout':
        this.#end(run, 'TIMEOUT', `JobTimeout: the run was stopped after its ${run.Timeout} minutes`);
        break;
      case 'killed':
        this.#end(run, 'FAILED', "EngineFailed: the run's process ended with SIGKILL");
        break;
      case undefined:
        if (error === undefined) this.#end(run, 'SUCCEEDED');
        else if (error instanceof InjectedEnd) this.#end(run, error.state, error.message);
        else this.#end(run, 'FAILED', messageOf(error));
    }
  }

  #break(id: string, why: Break): void {
    const active = this.#active.get(id);
    if (!active || active.broken) return;
    active.broken = why;
    active.controller.abort(new Error(`the job run was ${why}`));
  }

  #end(run: JobRunRecord, state: JobRunState, message?: string): void {
    const now = this.#cloud.clock.now();
    const seconds = Math.round((now - run.StartedOn) / 1000);
    const dpus = (WORKER_DPUS[run.WorkerType ?? ''] ?? 1) * (run.NumberOfWorkers ?? 1);
    const ended: JobRunRecord = {
      ...run,
      JobRunState: state,
      CompletedOn: now,
      ExecutionTime: seconds,
      DPUSeconds: seconds * dpus,
      ...(message !== undefined && { ErrorMessage: message }),
    };
    this.#put(ended);
    emitRunState(this.#cloud, ended);
  }

  #record(job: JobRecord, request: StartJobRunRequest): JobRunRecord {
    const now = this.#cloud.clock.now();
    const run: JobRunRecord = {
      Id: `jr_${randomBytes(32).toString('hex')}`,
      Attempt: 0,
      JobName: job.Name,
      JobMode: job.JobMode ?? 'SCRIPT',
      StartedOn: now,
      LastModifiedOn: now,
      JobRunState: 'STARTING',
      Arguments: request.Arguments ?? {},
      ExecutionTime: 0,
      Timeout: request.Timeout ?? job.Timeout ?? DEFAULT_TIMEOUT_MINUTES,
      WorkerType: request.WorkerType ?? job.WorkerType ?? 'G.1X',
      NumberOfWorkers: request.NumberOfWorkers ?? job.NumberOfWorkers ?? Math.max(2, Math.round(job.MaxCapacity ?? 10)),
      LogGroupName: '/aws-glue/jobs',
      ExecutionClass: request.ExecutionClass ?? job.ExecutionClass ?? 'STANDARD',
      ...(job.GlueVersion !== undefined && { GlueVersion: job.GlueVersion }),
      ...(job.SecurityConfiguration !== undefined && { SecurityConfiguration: job.SecurityConfiguration }),
    };
    this.#put(run);
    return run;
  }

  #put(run: JobRunRecord): void {
    runTable(this.#cloud).put(runKey(run.JobName, run.Id), { ...run, LastModifiedOn: this.#cloud.clock.now() });
  }
}

/** A fault rule's way to end a run. */
class InjectedEnd extends Error {
  readonly state: JobRunState;
  constructor(state: JobRunState, message: string) {
    super(message);
    this.state = state;
  }
}

/** `Name: message`, as a job's failure is told on AWS too. */
const messageOf = (error: unknown): string =>
  error instanceof Error
    ? `${'code' in error && typeof error.code === 'string' ? error.code : error.name}: ${error.message}`
    : String(error);
