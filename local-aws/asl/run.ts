import type { Branch, Cursor } from './branch.ts';
import { Cancellation, Cancelled } from './cancellation.ts';
import type { Scene } from './definition.ts';
import { StateFailure } from './failure.ts';
import { type DataDetails, type EventDetails, type EventType, maximumEvents } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import type { Payload } from './payload.ts';
import type { Surroundings } from './ports.ts';

/** What an execution is, apart from how far it has come. */
export interface ExecutionFacts {
  /** Number that the journal knows it by. */
  id: number;
  arn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  roleArn: string;
  /** ms since the epoch */
  startTime: number;
  stateMachineArn: string;
  stateMachineName: string;
  stateMachineAliasArn?: string;
  stateMachineVersionArn?: string;
  redriveCount: number;
  redriveTime?: number;
  /** Stands in for the whole context object; TestState lets its caller write it. */
  context?: JsonObject;
  /** Of a child of a distributed Map. */
  mapItem?: { Index: number; Value: Json; Source?: string; Key?: string };
}

export interface RunOptions {
  facts: ExecutionFacts;
  scene: Scene;
  input: Payload;
  surroundings: Surroundings;
  /** Cursors to go on from, by branch id. */
  cursors?: ReadonlyMap<number, Cursor>;
  nextEventId?: number;
  /** Goes on from where it failed before. */
  redriven?: boolean;
  /** Is told what becomes of a state's data on its way; TestState shows it. */
  inspect?: (step: InspectionStep, value: string | number) => void;
}

/** Steps of a state's data, by the names that TestState gives them. */
export type InspectionStep =
  | 'afterArguments'
  | 'afterInputPath'
  | 'afterParameters'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath'
  | 'afterItemsPath'
  | 'afterItemSelector'
  | 'maxConcurrency'
  | 'toleratedFailureCount'
  | 'toleratedFailurePercentage';

/** An execution under way: hands out event ids, knows the time, and sleeps. */
export class Run {
  readonly facts: ExecutionFacts;
  readonly scene: Scene;
  readonly input: Payload;
  readonly surroundings: Surroundings;
  readonly redriven: boolean;
  readonly inspect: RunOptions['inspect'];
  readonly cancellation = new Cancellation();
  readonly #cursors = new Map<string, { id: number; cursor: Cursor }>();
  nextEventId: number;
  /** When the last event was written, in ms since the epoch. */
  time = 0;
  #nextBranchId = 0;
  #transitions = 0;
  /** Set when the execution ends from outside: stopped, or out of time. */
  ending: { status: 'ABORTED' | 'TIMED_OUT'; error?: string; cause?: string } | undefined;

  constructor(options: RunOptions) {
    this.facts = options.facts;
    this.scene = options.scene;
    this.input = options.input;
    this.surroundings = options.surroundings;
    this.redriven = options.redriven ?? false;
    this.inspect = options.inspect;
    for (const [id, cursor] of options.cursors ?? []) {
      this.#cursors.set(placeOf(cursor.parent, cursor.index), { id, cursor });
      this.#nextBranchId = Math.max(this.#nextBranchId, id + 1);
    }
    this.nextEventId = options.nextEventId ?? 1;
  }

  /** Ends it from outside; the first reason counts. */
  end(ending: { status: 'ABORTED' | 'TIMED_OUT'; error?: string; cause?: string }): void {
    if (this.ending) return;
    this.ending = ending;
    this.cancellation.cancel();
  }

  get now(): number {
    return this.surroundings.clock.now();
  }

  branchId(): number {
    return this.#nextBranchId++;
  }

  /** Takes the cursor that a restart found of the branch at that place. */
  takeCursor(parent: number | undefined, index: number): { id: number; cursor: Cursor } | undefined {
    const place = placeOf(parent, index);
    const found = this.#cursors.get(place);
    this.#cursors.delete(place);
    return found;
  }

  /** Writes an event that follows the branch's last one, and makes it the last one unless `aside`. */
  emit(branch: Branch, type: EventType, details?: EventDetails | DataDetails, aside = false): number {
    const id = this.record(type, branch.previous, details);
    if (!aside) branch.previous = id;
    return id;
  }

  /** Writes an event that follows any other. */
  record(type: EventType, previousEventId: number, details?: EventDetails | DataDetails): number {
    if (this.nextEventId >= maximumEvents && this.facts.type === 'STANDARD' && !type.startsWith('Execution')) {
      throw new StateFailure(
        'States.Runtime',
        `The execution reached the maximum number of history events (${maximumEvents}).`,
      );
    }
    const id = this.nextEventId++;
    this.time = this.now;
    this.surroundings.journal.event(this, { id, previousEventId, timestamp: this.time, type, details });
    return id;
  }

  changed(branch: Branch): void {
    this.surroundings.journal.changed(this, branch);
  }

  /** `$$`, as a state sees it. */
  context(branch: Branch, state: { token?: string; retried?: boolean } = {}): JsonObject {
    const { facts } = this;
    if (facts.context) return facts.context;
    const visit = branch.visit;
    const execution: JsonObject = {
      Id: facts.arn,
      Input: this.input.value,
      StartTime: new Date(facts.startTime).toISOString(),
      Name: facts.name,
      RoleArn: facts.roleArn,
      RedriveCount: facts.redriveCount,
    };
    if (facts.redriveTime !== undefined) execution.RedriveTime = new Date(facts.redriveTime).toISOString();
    const machine: JsonObject = { Id: facts.stateMachineArn, Name: facts.stateMachineName };
    const context: JsonObject = { Execution: execution, StateMachine: machine };
    if (visit) {
      const entered: JsonObject = { Name: branch.state, EnteredTime: new Date(visit.time).toISOString() };
      if (state.retried) entered.RetryCount = visit.retryCount;
      context.State = entered;
    }
    if (state.token !== undefined) context.Task = { Token: state.token };
    const item = nearestItem(branch) ?? facts.mapItem;
    if (item) context.Map = { Item: { ...item } };
    return context;
  }

  /** Waits until the clock shows `at`, without holding it. */
  async sleepUntil(at: number, cancellation: Cancellation): Promise<void> {
    cancellation.throwIfCancelled();
    if (at <= this.now) return;
    await this.idle(
      new Promise<void>((resolve, reject) => {
        const leave = cancellation.listen(() => {
          unschedule();
          reject(new Cancelled());
        });
        const unschedule = this.surroundings.clock.schedule(at, () => {
          leave();
          resolve();
        });
      }),
    );
  }

  /** Awaits what is not this execution's own work, so that idle time can be skipped meanwhile. */
  async idle<T>(waited: Promise<T>): Promise<T> {
    this.surroundings.activity.leave();
    try {
      return await waited;
    } finally {
      this.surroundings.activity.enter();
    }
  }

  /** Lets other work of the process run now and then: a machine of Pass states alone never waits for anything. */
  pace(): Promise<void> | undefined {
    if (++this.#transitions % 128 !== 0) return undefined;
    return new Promise((resolve) => setImmediate(resolve));
  }
}

const placeOf = (parent: number | undefined, index: number): string => `${parent ?? ''}/${index}`;

function nearestItem(branch: Branch): JsonObject | undefined {
  for (let at: Branch | undefined = branch; at; at = at.parent) if (at.item) return at.item;
  return undefined;
}
