import type { Cancellation } from './cancellation.ts';
import type { Scene } from './definition.ts';
import type { StateFailure } from './failure.ts';
import type { Json } from './json.ts';
import { Payload } from './payload.ts';
import { Variables } from './query/scope.ts';

/** How far a state has come, from its entry on. Plain JSON: it is what a restart goes on from. */
export interface Visit {
  /** Id of the StateEntered event, and of the event before it. */
  entered: number;
  before: number;
  /** ms since the epoch */
  time: number;
  /** Attempts used of each retrier. */
  retries?: number[];
  retryCount: number;
  /** A retry waits until then. */
  retryAt?: number;
  /** A Wait ends then. */
  wakeAt?: number;
  task?: TaskVisit;
  /** Frames of a Parallel's branches, or a Map's iterations that are not done; see their own cursors. */
  children?: ChildrenVisit;
  mapRunArn?: string;
}

export interface TaskVisit {
  token?: string;
  /** Text of the arguments. */
  arguments: string;
  timeoutSeconds?: number;
  deadline?: number;
  heartbeatSeconds?: number;
  heartbeatAt?: number;
  /** Text of the API call's answer, once it came: the job or the token is waited for. */
  submitted?: string;
  outcome?: { output: string } | { error?: string; cause?: string };
}

export interface ChildrenVisit {
  /** Inputs of the children by index; a Parallel's have all the same. */
  items: string;
  count: number;
  concurrency: number;
  /** Children that were begun. */
  started: number;
  /** Event that the next iteration follows, by free slot. */
  last: number;
}

/** One line of control: the execution itself, a branch of a Parallel, or an iteration of a Map. */
export class Branch {
  readonly id: number;
  readonly parent: Branch | undefined;
  /** Place among its siblings. */
  readonly index: number;
  readonly scene: Scene;
  readonly cancellation: Cancellation;
  readonly variables: Variables;
  state: string;
  input: Payload;
  /** Id of the event that the next one follows. */
  previous: number;
  visit: Visit | undefined;
  /** `$$.Map.Item` of an iteration. */
  readonly item: { Index: number; Value: Json } | undefined;
  /** Text of its output, once it has ended. */
  output: string | undefined;
  /** Branches below the state that is under way. */
  children: Branch[] = [];
  /** Ends the branches below. */
  childrenCancellation: Cancellation;
  /** What it failed with, once it has. */
  failure: StateFailure | undefined;
  /** Whether the journal has a row of it. */
  stored = false;

  constructor(options: BranchOptions) {
    this.id = options.id;
    this.parent = options.parent;
    this.index = options.index ?? 0;
    this.scene = options.scene;
    this.cancellation = options.cancellation;
    this.childrenCancellation = options.cancellation;
    this.item = options.item;
    this.variables = new Variables(options.isolated ? undefined : options.parent?.variables, options.cursor?.variables);
    this.state = options.cursor?.state ?? options.scene.block.StartAt;
    this.input = options.cursor ? Payload.parse(options.cursor.input) : options.input;
    this.previous = options.cursor?.previous ?? options.previous;
    this.visit = options.cursor?.visit;
    this.output = options.cursor?.output;
    this.stored = options.cursor !== undefined;
  }

  get cursor(): Cursor {
    return {
      index: this.index,
      ...(this.parent ? { parent: this.parent.id } : {}),
      state: this.state,
      input: this.input.text,
      variables: this.variables.toJSON(),
      previous: this.previous,
      ...(this.visit ? { visit: this.visit } : {}),
      ...(this.output === undefined ? {} : { output: this.output }),
    };
  }
}

export interface BranchOptions {
  id: number;
  parent?: Branch;
  index?: number;
  scene: Scene;
  cancellation: Cancellation;
  input: Payload;
  previous: number;
  item?: { Index: number; Value: Json };
  isolated?: boolean;
  cursor?: Cursor | undefined;
}

/** A branch as the journal keeps it. */
export interface Cursor {
  index: number;
  parent?: number;
  state: string;
  input: string;
  variables: Record<string, Json>;
  previous: number;
  visit?: Visit;
  output?: string;
}
