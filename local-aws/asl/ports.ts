import type { Clock } from '../clock.ts';
import type { Branch } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { HistoryEvent } from './history.ts';
import type { Json } from './json.ts';
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
  event(run: Run, event: HistoryEvent): void;
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

/** Runs the work of Task states. Both reject with a `StateFailure`. */
export interface TaskInvoker {
  /** The answer of the API call, or of the function. */
  start(call: TaskCall): Promise<Json>;
  /** The job's own outcome, for `.sync`: takes `start`'s answer. */
  finish(call: TaskCall, answer: Json): Promise<Json>;
  /** What the call's history says as its parameters, where the service shows more than was written (a name it chose). */
  parameters?(call: TaskCall): Json;
}

export type TaskOutcome = { output: string } | { error?: string; cause?: string };

/** Where answers to task tokens arrive. */
export interface TaskTokens {
  create(run: Run, branch: Branch): string;
  /** Calls back once with the outcome, and at each heartbeat; the answer takes the token back. */
  register(token: string, listener: { settle(outcome: TaskOutcome): void; heartbeat(): void }): () => void;
}

/** Runs the child executions of distributed Maps. */
export interface MapRuns {
  run(request: MapRunRequest): Promise<MapRunResult>;
}

export interface MapRunRequest {
  run: Run;
  branch: Branch;
  /** Resumes the map run of that ARN. */
  mapRunArn: string;
  label: string;
  definition: Json;
  executionType: 'STANDARD' | 'EXPRESS';
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  /** Inputs of the child executions, in order; may be long, so they are read as they are needed. */
  items(): AsyncIterable<{ input: string; items: number }>;
  writer: ResultWriter | undefined;
  cancellation: Cancellation;
}

export interface ResultWriter {
  bucket: string;
  prefix: string;
  transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  outputType: 'JSON' | 'JSONL';
}

export interface MapRunResult {
  output: Json;
}
