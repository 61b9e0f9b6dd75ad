import { Cancelled } from '../../../asl/cancellation.ts';
import { type Ended, executeRun } from '../../../asl/executeRun.ts';
import { StateFailure } from '../../../asl/failure.ts';
import type { Json } from '../../../asl/json.ts';
import type { ChildInput, MapRunRequest } from '../../../asl/ports.ts';
import type { Run } from '../../../asl/run.ts';
import { roleSession } from '../../../deliveries/roleSession.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord, MapRunRecord } from '../records.ts';
import { childRecord, childRun } from './child.ts';
import { counters } from './counts.ts';
import { Outputs } from './outputs.ts';
import { resultRecord } from './resultRecord.ts';
import { endMapRun, type Standing, standingOf } from './standing.ts';
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
  readonly #done: Standing['done'];
  readonly #unfinished: Standing['unfinished'];
  readonly #live = new Set<Run>();
  readonly #outputs = new Outputs();
  #failure: Error | undefined;
  #changed: (() => void) | undefined;

  constructor(engine: Engine, request: MapRunRequest) {
    this.#engine = engine;
    this.#request = request;
    const { record, done, unfinished } = standingOf(engine, request);
    this.record = record;
    this.#done = done;
    this.#unfinished = unfinished;
  }

  /** The state's output. Throws the `StateFailure` that the map run fails with. */
  async result(): Promise<Json> {
    const unlisten = this.#request.cancellation.listen(() => this.#abort());
    try {
      await this.#runAll();
      if (this.#failure) throw this.#failure;
      const output = await this.#output();
      endMapRun(this.#engine, this.#request, this.record, 'SUCCEEDED');
      return output;
    } catch (error) {
      if (!(error instanceof Cancelled && !this.#request.run.ending)) {
        const status = error instanceof Cancelled ? 'ABORTED' : 'FAILED';
        endMapRun(this.#engine, this.#request, this.record, status);
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
    const record = found ?? childRecord(this.#engine, this.#request, place, input);
    const cursors = found ? this.#engine.executions.cursors(found.id) : undefined;
    const run = childRun(this.#engine, this.#request, record, cursors);
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

  /** Keeps the output for the result, and says what a restart needs of it. */
  #keep(place: number, { status, output = 'null' }: Ended): string | undefined {
    return status === 'SUCCEEDED' && this.#outputs.keep(place, output) ? output : undefined;
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
    if (this.#outputs.tooLarge) {
      throw new StateFailure(
        'States.DataLimitExceeded',
        `The state/task '${this.#request.stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      );
    }
    return JSON.parse(this.#outputs.text) as Json;
  }
}
