import { randomBytes } from 'node:crypto';
import type { StartDataQualityRulesetEvaluationRunRequest, TaskStatusType } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import { evaluateRun } from './evaluateRun.ts';
import { announce, writeResults } from './publish.ts';
import { ENDED, findRun, type ResultRecord, type RunRecord, resultTable, runTable } from './records.ts';

type Break = 'stopped' | 'timeout' | 'closed';

interface Active {
  controller: AbortController;
  broken?: Break;
  ended: Promise<void>;
  cancelTimeout: () => void;
}

/** Minutes; AWS's own default. */
const DEFAULT_TIMEOUT = 2880;
const DEFAULT_WORKERS = 5;

/**
 * Ruleset evaluation runs: STARTING → RUNNING → SUCCEEDED | FAILED | TIMEOUT, or STOPPING → STOPPED. A rule that fails does not fail the run;
 * a ruleset that is none, or data that cannot be read, does. The time limit is the clock's, and the clock is held while a run works.
 */
export class QualityRuns {
  readonly #cloud: Cloud;
  readonly #active = new Map<string, Active>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Ends what a former process of the server left unfinished. */
  recover(): void {
    const left = runTable(this.#cloud)
      .list()
      .filter(({ value }) => !ENDED.includes(value.Status));
    for (const { value } of left)
      this.#end(value, 'FAILED', "the laptop's AWS stopped while this run was under way; start it again");
  }

  start(request: StartDataQualityRulesetEvaluationRunRequest): RunRecord {
    const now = this.#cloud.clock.now();
    const run: RunRecord = {
      RunId: `dqrun-${randomBytes(20).toString('hex')}`,
      DataSource: request.DataSource ?? {},
      Role: request.Role ?? '',
      NumberOfWorkers: request.NumberOfWorkers ?? DEFAULT_WORKERS,
      Timeout: request.Timeout ?? DEFAULT_TIMEOUT,
      RulesetNames: request.RulesetNames ?? [],
      ...(request.AdditionalRunOptions ? { AdditionalRunOptions: request.AdditionalRunOptions } : {}),
      ...(request.AdditionalDataSources ? { AdditionalDataSources: request.AdditionalDataSources } : {}),
      Status: 'STARTING',
      StartedOn: now,
      LastModifiedOn: now,
      ExecutionTime: 0,
      ResultIds: [],
    };
    this.#put(run);
    const active: Active = {
      controller: new AbortController(),
      ended: Promise.resolve(),
      cancelTimeout: this.#cloud.clock.schedule(now + run.Timeout * 60_000, () => this.#break(run.RunId, 'timeout')),
    };
    this.#active.set(run.RunId, active);
    active.ended = this.#work(run, active);
    return run;
  }

  /** Throws `EntityNotFoundException`, or `InvalidInputException` for a run that has ended. */
  cancel(id: string): void {
    const run = findRun(this.#cloud, id);
    if (ENDED.includes(run.Status))
      throw new AwsError(
        'InvalidInputException',
        `Data quality ruleset evaluation run ${id} is already in state ${run.Status}`,
      );
    this.#put({ ...run, Status: 'STOPPING' });
    if (this.#active.has(id)) this.#break(id, 'stopped');
    else this.#end(run, 'STOPPED');
  }

  /** Breaks off all work; the runs are found and ended when the server starts again. */
  async close(): Promise<void> {
    const ended = [...this.#active.values()].map((active) => active.ended);
    for (const id of this.#active.keys()) this.#break(id, 'closed');
    await Promise.all(ended);
  }

  async #work(started: RunRecord, active: Active): Promise<void> {
    const fault = this.#cloud.faults?.job('glue', 'DataQualityRulesetEvaluationRun', {
      RunId: started.RunId,
      RulesetName: started.RulesetNames.join(),
    });
    const letGo = fault?.effect === 'hang' ? () => {} : this.#cloud.clock.hold();
    try {
      // The caller has its answer before the run moves on.
      await new Promise((resolve) => setImmediate(resolve));
      let results: ResultRecord[] = [];
      if (!active.broken) {
        const run: RunRecord = { ...started, Status: 'RUNNING' };
        this.#put(run);
        if (fault?.effect === 'hang') await untilAborted(active.controller.signal);
        if (fault?.effect === 'end') throw new Error(fault.message);
        if (fault?.effect === 'kill') throw new Error('the run was killed');
        results = await evaluateRun(this.#cloud, run, active.controller.signal);
        if (!active.broken) await writeResults(this.#cloud, run, results);
      }
      this.#finish(started.RunId, active, results);
    } catch (error) {
      this.#finish(started.RunId, active, [], error);
    } finally {
      active.cancelTimeout();
      this.#active.delete(started.RunId);
      letGo();
    }
  }

  #finish(id: string, { broken }: Active, results: readonly ResultRecord[], error?: unknown): void {
    const run = runTable(this.#cloud).get(id);
    if (!run || broken === 'closed') return;
    if (broken === 'stopped') this.#end(run, 'STOPPED');
    else if (broken === 'timeout') this.#end(run, 'TIMEOUT', `the run was stopped after its ${run.Timeout} minutes`);
    else if (error !== undefined) this.#end(run, 'FAILED', messageOf(error));
    else this.#succeed(run, results);
  }

  #succeed(run: RunRecord, results: readonly ResultRecord[]): void {
    this.#cloud.database.transaction(() => {
      for (const result of results) resultTable(this.#cloud).put(result.ResultId, result);
      this.#end({ ...run, ResultIds: results.map(({ ResultId }) => ResultId) }, 'SUCCEEDED');
    });
    announce(this.#cloud, run, results);
  }

  #break(id: string, why: Break): void {
    const active = this.#active.get(id);
    if (!active || active.broken) return;
    active.broken = why;
    active.controller.abort(new Error(`the run was ${why}`));
  }

  #end(run: RunRecord, Status: TaskStatusType, ErrorString?: string): void {
    const now = this.#cloud.clock.now();
    this.#put({
      ...run,
      Status,
      CompletedOn: now,
      ExecutionTime: Math.round((now - run.StartedOn) / 1000),
      ...(ErrorString === undefined ? {} : { ErrorString }),
    });
  }

  #put(run: RunRecord): void {
    runTable(this.#cloud).put(run.RunId, { ...run, LastModifiedOn: this.#cloud.clock.now() });
  }
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** `Name: message`, as a run's failure is told on AWS too. */
const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
