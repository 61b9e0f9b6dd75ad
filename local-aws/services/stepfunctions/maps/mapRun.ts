import type { Cursor } from '../../../asl/branch.ts';
import { Cancelled } from '../../../asl/cancellation.ts';
import { type Ended, executeRun } from '../../../asl/executeRun.ts';
import { StateFailure } from '../../../asl/failure.ts';
import type { Json } from '../../../asl/json.ts';
import { maximumPayloadBytes, Payload } from '../../../asl/payload.ts';
import type { ChildInput, MapRunRequest } from '../../../asl/ports.ts';
import { Run } from '../../../asl/run.ts';
import { roleSession } from '../../../deliveries/roleSession.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord, MapRunRecord } from '../records.ts';
import { counters, none } from './counts.ts';
import { orderedId } from './orderedId.ts';
import { resultRecord } from './resultRecord.ts';
import { writeResults } from './writeResults.ts';

/** Most child executions at the same time. */
const mostChildren = 10_000;
/** Children that are begun before the ones under way get their turn: those that wait for nothing end at once. */
const stride = 32;

/** One run of a distributed Map. */
export class MapRun {
  readonly record: MapRunRecord;
  readonly #engine: Engine;
  readonly #request: MapRunRequest;
  readonly #done: Set<number>;
  /** Children that ran when the process ended, by their place. */
  readonly #unfinished: Map<number, ExecutionRecord>;
  readonly #live = new Set<Run>();
  #outputs: (string | undefined)[] = [];
  #outputBytes = 0;
  #failure: Error | undefined;
  #changed: (() => void) | undefined;

  constructor(engine: Engine, request: MapRunRequest) {
    this.#engine = engine;
    this.#request = request;
    const known = engine.machines.mapRuns.get(request.arn);
    this.record = known ?? this.#begin();
    if (known && known.status !== 'RUNNING') this.#redrive(known);
    this.#done = known ? engine.mapItems.done(known.id) : new Set();
    this.#unfinished = known ? this.#children() : new Map();
    if (known) this.#recount();
  }

  /** The state's output. Throws the `StateFailure` that the map run fails with. */
  async result(): Promise<Json> {
    const unlisten = this.#request.cancellation.listen(() => this.#abort());
    try {
      await this.#runAll();
      if (this.#failure) throw this.#failure;
      const output = await this.#output();
      this.#end('SUCCEEDED');
      return output;
    } catch (error) {
      if (!(error instanceof Cancelled && !this.#request.run.ending)) {
        this.#end(error instanceof Cancelled ? 'ABORTED' : 'FAILED');
      }
      throw error;
    } finally {
      unlisten();
    }
  }

  /** UpdateMapRun: takes effect with the next child. */
  update(): void {
    this.#changed?.();
  }

  async #runAll(): Promise<void> {
    let index = 0;
    for await (const input of this.#request.inputs()) {
      const place = index++;
      if (this.#failure) break;
      if (this.#done.has(place)) {
        this.#reuse(place);
        continue;
      }
      while (this.#live.size >= this.#most && !this.#failure) await this.#change();
      if (this.#failure) break;
      void this.#child(place, input);
      if (place % stride === stride - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    while (this.#live.size > 0) await this.#change();
  }

  get #most(): number {
    return Math.min(this.record.maxConcurrency || mostChildren, mostChildren);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  async #child(place: number, input: ChildInput): Promise<void> {
    const { executions, items } = this.record;
    const found = this.#unfinished.get(place);
    const record = found ?? this.#childRecord(place, input);
    const cursors = found ? this.#engine.executions.cursors(found.id) : undefined;
    const run = this.#childRun(record, cursors);
    this.#live.add(run);
    executions.total++;
    executions.running++;
    items.total += input.items;
    items.running += input.items;
    if (record.type === 'STANDARD') {
      if (!found) this.#engine.journal.record(record);
      this.#engine.active.set(record.arn, { record, run, ended: Promise.resolve({ status: 'ABORTED' }) });
    }
    try {
      const ended = await executeRun(run);
      this.#ended(place, input, record, ended);
    } catch (error) {
      this.#failure ??= error as Error;
    } finally {
      executions.running--;
      items.running -= input.items;
      this.#engine.active.delete(record.arn);
      this.#live.delete(run);
      this.#changed?.();
    }
  }

  #childRecord(place: number, input: ChildInput): ExecutionRecord {
    const { run, arn, executionType } = this.#request;
    const name = orderedId();
    const [prefix, label] = arn.split(':mapRun:');
    const parent = this.#engine.active.get(run.facts.arn)?.record;
    return {
      id: executionType === 'STANDARD' ? this.#engine.executions.nextId() : 0,
      arn: `${prefix}:execution:${label?.split(':')[0]}:${name}`,
      name,
      type: executionType,
      machineArn: run.facts.stateMachineArn,
      revisionId: parent?.revisionId ?? '',
      status: 'RUNNING',
      startedAt: run.now,
      input: input.text,
      redriveCount: 0,
      child: { mapRunArn: arn, statePath: [this.#request.stateName], index: place, items: input.items },
    };
  }

  #childRun(record: ExecutionRecord, cursors: ReadonlyMap<number, Cursor> | undefined): Run {
    const { run, arn, scene } = this.#request;
    const { facts } = run;
    const name = arn.split(':mapRun:')[1]?.split(':')[0] ?? '';
    return new Run({
      facts: {
        id: record.id,
        arn: record.arn,
        name: record.name,
        type: record.type,
        roleArn: facts.roleArn,
        startTime: record.startedAt,
        stateMachineArn: `${facts.stateMachineArn.split(':stateMachine:')[0]}:stateMachine:${name}`,
        stateMachineName: name,
        redriveCount: record.redriveCount,
      },
      scene,
      input: Payload.parse(record.input),
      surroundings: run.surroundings,
      ...(cursors ? { cursors, nextEventId: this.#engine.executions.lastEventId(record.id) + 1 } : {}),
    });
  }

  #ended(place: number, input: ChildInput, record: ExecutionRecord, ended: Ended): void {
    const { journal, mapItems } = this.#engine;
    Object.assign(record, { ...ended, stoppedAt: this.#request.run.now });
    if (record.type === 'STANDARD') journal.record(record);
    const counter = counters[ended.status];
    this.record.executions[counter]++;
    this.record.items[counter] += input.items;
    const output = this.#request.writer ? resultRecord(record) : this.#keep(place, ended);
    const { id } = this.record;
    journal.write(() => mapItems.put(id, { child: place, status: ended.status, output: output ?? null }));
    if (ended.status !== 'SUCCEEDED' && this.#tooManyFailures()) this.#fail();
  }

  /** Keeps an output for the result, as long as the result is one that a state can have. */
  #keep(place: number, ended: Ended): string | undefined {
    if (ended.status !== 'SUCCEEDED' || this.#outputBytes > maximumPayloadBytes) return undefined;
    this.#outputBytes += Buffer.byteLength(ended.output ?? '') + 1;
    if (this.#outputBytes > maximumPayloadBytes) {
      this.#outputs = [];
      return undefined;
    }
    this.#outputs[place] = ended.output;
    return ended.output;
  }

  /** A child that had ended before the restart. */
  #reuse(place: number): void {
    if (this.#request.writer) return;
    const output = this.#earlier.get(place);
    if (output !== undefined) this.#keep(place, { status: 'SUCCEEDED', output });
  }

  get #earlier(): Map<number, string> {
    this.#earlierOutputs ??= new Map(
      [...this.#engine.mapItems.rows(this.record.id, 'SUCCEEDED')].flatMap(({ child, output }): [number, string][] =>
        output === null ? [] : [[child, output]],
      ),
    );
    return this.#earlierOutputs;
  }
  #earlierOutputs: Map<number, string> | undefined;

  #tooManyFailures(): boolean {
    const { toleratedFailureCount, toleratedFailurePercentage } = this.#request;
    const { failed, timedOut, aborted, total } = this.record.items;
    const failures = failed + timedOut + aborted;
    const count = this.record.toleratedFailureCount || toleratedFailureCount;
    const percentage = this.record.toleratedFailurePercentage || toleratedFailurePercentage;
    if (count === undefined && percentage === undefined) return failures > 0;
    if (count !== undefined && failures > count) return true;
    return percentage !== undefined && (failures / Math.max(total, 1)) * 100 > percentage;
  }

  #fail(): void {
    this.#failure ??= new StateFailure(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
    this.#stopChildren();
  }

  #abort(): void {
    this.#failure ??= new Cancelled();
    this.#stopChildren();
    this.#changed?.();
  }

  #stopChildren(): void {
    // Without a reason of its own the process ends, and the children go on with the next one.
    const reason = this.#failure instanceof Cancelled && !this.#request.run.ending;
    for (const run of this.#live) {
      if (reason) run.cancellation.cancel();
      else run.end({ status: 'ABORTED' });
    }
  }

  async #output(): Promise<Json> {
    const { run, writer, arn } = this.#request;
    const caller = roleSession(run.facts.roleArn, run.facts.name.slice(0, 64));
    const { cloud, journal, mapItems } = this.#engine;
    if (writer?.destination) {
      journal.flush();
      const destination = { ...writer, destination: writer.destination };
      const output = await writeResults({
        cloud,
        caller,
        store: mapItems,
        mapRun: this.record.id,
        mapRunArn: arn,
        writer: destination,
      });
      this.record.executions.resultsWritten = this.record.executions.total;
      this.record.items.resultsWritten = this.record.items.total;
      return output;
    }
    if (this.#outputBytes > maximumPayloadBytes) {
      throw new StateFailure(
        'States.DataLimitExceeded',
        `The state/task '${this.#request.stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      );
    }
    return JSON.parse(`[${this.#outputs.filter((output) => output !== undefined).join(',')}]`) as Json;
  }

  #begin(): MapRunRecord {
    const { run, arn, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = this.#request;
    const record: MapRunRecord = {
      id: this.#engine.executions.nextId(),
      arn,
      executionArn: run.facts.arn,
      machineArn: run.facts.stateMachineArn,
      status: 'RUNNING',
      startedAt: run.now,
      maxConcurrency,
      toleratedFailureCount: toleratedFailureCount ?? 0,
      toleratedFailurePercentage: toleratedFailurePercentage ?? 0,
      redriveCount: 0,
      executions: none(),
      items: none(),
    };
    this.#save(record);
    return record;
  }

  /** What did not succeed is done again. */
  #redrive(record: MapRunRecord): void {
    this.#engine.journal.flush();
    this.#engine.mapItems.forgetFailures(record.id);
    record.redriveCount++;
    record.redrivenAt = this.#request.run.now;
    record.status = 'RUNNING';
    delete record.stoppedAt;
    this.#save(record);
  }

  #end(status: MapRunRecord['status']): void {
    this.record.status = status;
    this.record.stoppedAt = this.#request.run.now;
    this.#save(this.record);
    const { id } = this.record;
    // What failed may be redriven and then needs to know what is done.
    if (status === 'SUCCEEDED') this.#engine.journal.write(() => this.#engine.mapItems.drop(id));
  }

  #save(record: MapRunRecord): void {
    if (this.#request.run.facts.type !== 'STANDARD') return;
    const { journal, machines } = this.#engine;
    journal.write(() => machines.mapRuns.put(record.arn, record));
  }

  #children(): Map<number, ExecutionRecord> {
    const found = new Map<number, ExecutionRecord>();
    for (const record of this.#engine.executions.running()) {
      if (record.child?.mapRunArn === this.#request.arn) found.set(record.child.index, record);
    }
    return found;
  }

  /** Counts after a restart: those of the children that had ended. */
  #recount(): void {
    const { mapItems } = this.#engine;
    this.record.status = 'RUNNING';
    this.record.executions = none();
    this.record.items = none();
    for (const status of ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const) {
      for (const _ of mapItems.rows(this.record.id, status)) {
        this.record.executions[counters[status]]++;
        this.record.executions.total++;
        this.record.items[counters[status]]++;
        this.record.items.total++;
      }
    }
  }
}
