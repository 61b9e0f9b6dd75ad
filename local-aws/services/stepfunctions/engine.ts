import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import type { Cursor } from '../../asl/branch.ts';
import { parseDefinition, type Scene } from '../../asl/definition.ts';
import { type Ended, executeRun } from '../../asl/executeRun.ts';
import { shown, type WrittenEvent } from '../../asl/history.ts';
import { Payload } from '../../asl/payload.ts';
import type { MapRuns, Surroundings, TaskInvoker } from '../../asl/ports.ts';
import type { QueryServices } from '../../asl/query/scope.ts';
import { type ExecutionFacts, Run } from '../../asl/run.ts';
import type { Cloud } from '../../cloud.ts';
import { ClockActivity } from './activity.ts';
import { announce } from './announce.ts';
import { ExecutionLogs } from './executionLogs.ts';
import { ExecutionStore } from './executionStore.ts';
import { BatchedJournal } from './journal.ts';
import { MachineStore } from './machineStore.ts';
import { MapItemStore } from './mapItemStore.ts';
import type { MapRun } from './maps/mapRun.ts';
import type { ExecutionRecord, RevisionRecord } from './records.ts';
import { Tokens } from './tokens.ts';

/** An execution under way, and the promise of its end. */
export interface Active {
  record: ExecutionRecord;
  run: Run;
  ended: Promise<Ended>;
}

/** Runs executions: starts them, goes on with them after a restart, and keeps what they leave. */
export class Engine {
  readonly cloud: Cloud;
  readonly machines: MachineStore;
  readonly executions: ExecutionStore;
  readonly journal: BatchedJournal;
  readonly tokens = new Tokens();
  readonly active = new Map<string, Active>();
  /** Map runs under way, by ARN. */
  readonly mapRuns = new Map<string, MapRun>();
  readonly mapItems: MapItemStore;
  readonly queries: QueryServices;
  readonly surroundings: Surroundings;
  readonly #logs: ExecutionLogs;
  /** Executions whose events go to a log group. */
  readonly #logged = new Map<Run, LoggingConfiguration>();
  readonly #scenes = new Map<string, Scene>();
  #closed = false;

  constructor(cloud: Cloud, ports: { tasks(engine: Engine): TaskInvoker; mapRuns(engine: Engine): MapRuns }) {
    this.cloud = cloud;
    this.machines = new MachineStore(cloud.database);
    this.executions = new ExecutionStore(cloud.database, join(cloud.directory, 'stepfunctions', 'history'));
    this.mapItems = new MapItemStore(cloud.database);
    this.#logs = new ExecutionLogs(cloud);
    this.journal = new BatchedJournal(this.executions, (run, event) => this.#seen(run, event));
    this.queries = { now: () => cloud.clock.now(), random: Math.random, uuid: randomUUID };
    this.surroundings = {
      clock: cloud.clock,
      queries: this.queries,
      journal: this.journal,
      tokens: this.tokens,
      tasks: ports.tasks(this),
      mapRuns: ports.mapRuns(this),
      activity: new ClockActivity(cloud.clock),
    };
  }

  /** The execution of that ARN, as it stands now. */
  find(arn: string): ExecutionRecord | undefined {
    const active = this.active.get(arn);
    if (active) return active.record;
    this.journal.flush();
    return this.executions.get(arn);
  }

  /** Begins the execution; it is on disk once `journal.written()` resolves. */
  start(record: ExecutionRecord, revision: RevisionRecord): Active {
    this.journal.record(record);
    announce(this.cloud, record);
    return this.#run(record, this.scene(record, revision));
  }

  /** Goes on with everything that ran when the process ended. */
  resume(): void {
    for (const record of this.executions.running()) {
      if (record.child) continue;
      this.#goOn(record, false);
    }
  }

  /** Goes on with a failed execution from the states it failed in; what succeeded is not done again. */
  redrive(record: ExecutionRecord, token: string | undefined): void {
    for (const name of ['output', 'error', 'cause', 'stoppedAt'] as const) delete record[name];
    Object.assign(record, {
      status: 'RUNNING',
      redriveCount: record.redriveCount + 1,
      redrivenAt: this.cloud.clock.now(),
      ...(token === undefined ? {} : { redriveToken: token }),
    });
    this.journal.record(record);
    this.#goOn(record, true);
    announce(this.cloud, record);
  }

  #goOn(record: ExecutionRecord, redriven: boolean): void {
    const revision = this.machines.revision(record.machineArn, record.revisionId);
    if (!revision) return;
    const cursors = this.executions.cursors(record.id);
    if (redriven) for (const cursor of cursors.values()) afresh(cursor);
    const nextEventId = this.executions.lastEventId(record.id) + 1;
    this.#run(record, this.scene(record, revision), { cursors, nextEventId, redriven });
  }

  /** The states that the execution runs. */
  scene(record: ExecutionRecord, revision: RevisionRecord): Scene {
    const key = `${record.machineArn}#${record.revisionId}#${record.child?.statePath.join('/') ?? ''}`;
    const known = this.#scenes.get(key);
    if (known) return known;
    const scene = parseDefinition(revision.definition);
    this.#scenes.set(key, scene);
    return scene;
  }

  /** Ends it from outside; true when it was running. */
  stop(arn: string, reason: { error?: string; cause?: string }): boolean {
    const active = this.active.get(arn);
    active?.run.end({ status: 'ABORTED', ...reason });
    return active !== undefined;
  }

  /** Stops computing and waiting; what is on disk goes on with the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.active.values()];
    this.journal.close();
    for (const { run } of all) run.cancellation.cancel();
    await Promise.allSettled(all.map(({ ended }) => ended));
    this.executions.close();
  }

  #run(
    record: ExecutionRecord,
    scene: Scene,
    from: Pick<ConstructorParameters<typeof Run>[0], 'cursors' | 'nextEventId' | 'redriven'> = {},
  ): Active {
    const input = Payload.parse(record.input);
    const revision = this.machines.revision(record.machineArn, record.revisionId);
    const facts = this.#facts(record, revision?.roleArn ?? '');
    const run = new Run({ facts, scene, input, surroundings: this.surroundings, ...from });
    const logging = revision?.loggingConfiguration;
    if (logging && logging.level !== 'OFF') this.#logged.set(run, logging);
    const active: Active = { record, run, ended: this.#end(record, run) };
    this.active.set(record.arn, active);
    return active;
  }

  async #end(record: ExecutionRecord, run: Run): Promise<Ended> {
    // The caller of start gets its answer before the first state has run.
    await Promise.resolve();
    const ended = await executeRun(run);
    if (this.#closed) return ended;
    Object.assign(record, { ...ended, stoppedAt: this.cloud.clock.now() });
    this.journal.record(record);
    this.active.delete(record.arn);
    this.#logged.delete(run);
    announce(this.cloud, record);
    return ended;
  }

  #facts(record: ExecutionRecord, roleArn: string): ExecutionFacts {
    return {
      id: record.id,
      arn: record.arn,
      name: record.name,
      type: record.type,
      roleArn,
      startTime: record.startedAt,
      stateMachineArn: record.machineArn,
      stateMachineName: record.machineArn.split(':')[6] ?? '',
      ...(record.aliasArn === undefined ? {} : { stateMachineAliasArn: record.aliasArn }),
      ...(record.versionArn === undefined ? {} : { stateMachineVersionArn: record.versionArn }),
      redriveCount: record.redriveCount,
      ...(record.redrivenAt === undefined ? {} : { redriveTime: record.redrivenAt }),
    };
  }

  #seen(run: Run, event: WrittenEvent): void {
    if (this.#logged.size === 0) return;
    const configuration = this.#logged.get(run);
    if (configuration) this.#logs.write(run, shown(event), configuration);
  }
}

/** A state that a redrive enters again begins anew: its attempts, its task and its wait. */
function afresh(cursor: Cursor): void {
  const { visit } = cursor;
  if (!visit || cursor.output !== undefined) return;
  visit.retryCount = 0;
  for (const name of ['retries', 'retryAt', 'task', 'wakeAt'] as const) delete visit[name];
}
