import type { Clock } from '../clock.ts';
import type { Branch } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { Scene } from './definition.ts';
import type { WrittenEvent } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import type { QueryServices } from './query/scope.ts';
import type { Run } from './run.ts';
import type { TaskResource } from './taskResource.ts';

/** What the interpreter needs of its surroundings. */
export interface Surroundings {
  clock: Clock;
  queries: QueryServices;
  journal: Journal;
  tasks: TaskInvoker;
  tokens: TaskTokens;
  mapRuns: MapRuns;
  /** Counts branches that compute; what merely waits is not counted. */
  activity: Activity;
}

export interface Activity {
  enter(): void;
  leave(): void;
}

/** Keeps histories and cursors. Calls only note what changed; `durable` says when it is on disk. */
export interface Journal {
  event(run: Run, event: WrittenEvent): void;
  /** The branch's cursor changed. */
  changed(run: Run, branch: Branch): void;
  /** The branch and those below it are no longer needed. */
  dropped(run: Run, branch: Branch): void;
  /** Resolves when everything noted so far outlives the process; undefined when it already does. */
  durable(run: Run): Promise<void> | undefined;
}

export interface TaskCall {
  resource: TaskResource;
  arguments: Json;
  /** Set for `.waitForTaskToken`. */
  token?: string;
  run: Run;
  /** The role that the state's Credentials name. */
  roleArn?: string;
  stateName: string;
  cancellation: Cancellation;
}

/** Runs the work of Task states. `start` and `finish` reject with a `StateFailure`. */
export interface TaskInvoker {
  /** The answer of the API call, or of the function. */
  start(call: TaskCall): Promise<Json>;
  /** The job's own outcome, for `.sync`: takes `start`'s answer. */
  finish(call: TaskCall, answer: Json): Promise<Json>;
  /** Ends the job of a `.sync` task that nobody waits for any more, as far as that can be done. */
  stop?(call: TaskCall, answer: Json): Promise<void>;
  /** What the call's history says as its parameters, where the service shows more than was written (a name it chose). */
  parameters?(call: TaskCall): Json | undefined;
}

export type TaskOutcome = { output: string } | { error?: string; cause?: string };

/** Where answers to task tokens arrive. */
export interface TaskTokens {
  create(run: Run, branch: Branch): string;
  /** Calls back once with the outcome, and at each heartbeat; the answer takes the token back. */
  register(token: string, listener: { settle(outcome: TaskOutcome): void; heartbeat(): void }): () => void;
}

/** Runs the child executions of distributed Maps, and reads and writes their data. */
export interface MapRuns {
  /** ARN of a new map run of the state. */
  arn(run: Run, state: string, label: Json | undefined): string;
  /** Items of an ItemReader, in order; rejects with `States.ItemReaderFailed`. */
  read(run: Run, reader: ItemReader): AsyncIterable<Item>;
  /** Rejects with a `StateFailure` when more items failed than are tolerated, or the results could not be written. */
  run(request: MapRunRequest): Promise<Json>;
}

export interface Item {
  value: Json;
  /** `$$.Map.Item.Key`, where the items are an object's members. */
  key?: string;
}

export interface ItemReader {
  resource: string;
  parameters: JsonObject;
  config: JsonObject;
  maxItems: number;
}

/** The input of one child execution; it holds several items where they are batched. */
export interface ChildInput {
  text: string;
  items: number;
}

export interface MapRunRequest {
  run: Run;
  stateName: string;
  /** A new one, or the one that a restart goes on with. */
  arn: string;
  scene: Scene;
  executionType: 'STANDARD' | 'EXPRESS';
  /** Zero for as many as the service allows. */
  maxConcurrency: number;
  toleratedFailureCount: number | undefined;
  toleratedFailurePercentage: number | undefined;
  /** Read as they are needed: there may be millions. */
  inputs(): AsyncIterable<ChildInput>;
  writer: ResultWriter | undefined;
  cancellation: Cancellation;
}

export interface ResultWriter {
  /** Where the files go; left out, the results come back as they would be written. */
  destination?: { bucket: string; prefix: string };
  transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  outputType: 'JSON' | 'JSONL';
}
