import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { JobTime } from '../../cli/night/jobs.ts';
import type { Invocation } from './invocations.ts';

/** What a stage's time is made of beside its job. */
export const parts = {
  machine: 'the state machine itself: entering, scheduling, leaving',
  start: 'until a Lambda environment was ready (a cold start, as far as it was waited for)',
  handler: 'the function; of a job stage only until the job ran: key, record, step document, start call',
  delivery: "from the job's end until finish-stage began: the event, and its environment",
  finish: 'finish-stage until the waiting state was told: manifest verified, partitions published, token answered',
} as const;
export type Part = keyof typeof parts;

/** A task state's milestones, ms since the epoch. */
export interface Task {
  state: string;
  functionName: string;
  entered: number;
  scheduled: number;
  succeeded: number;
  exited: number;
}

export interface StageParts extends Partial<Record<Part, number>> {
  state: string;
  /** The job's own time. */
  job?: number;
}

const functionOf = (event: HistoryEvent): string => {
  const { FunctionName = '' } = JSON.parse(event.taskScheduledEventDetails?.parameters ?? '{}') as {
    FunctionName?: string;
  };
  return FunctionName.split(':')[6] ?? FunctionName;
};

/** Task states that succeeded at their first attempt, in the order they were entered. */
export const tasksOf = (events: readonly HistoryEvent[]): Task[] => {
  const tasks = new Map<number, Task>();
  const rootOf = new Map<number, number>();
  for (const event of events) {
    const id = event.id ?? 0;
    const at = event.timestamp?.getTime() ?? 0;
    if (event.type === 'TaskStateEntered') {
      const state = event.stateEnteredEventDetails?.name ?? '';
      tasks.set(id, { state, functionName: '', entered: at, scheduled: at, succeeded: 0, exited: 0 });
      rootOf.set(id, id);
      continue;
    }
    const root = rootOf.get(event.previousEventId ?? 0);
    const task = root === undefined ? undefined : tasks.get(root);
    if (root === undefined || !task || event.type?.endsWith('StateEntered')) continue;
    rootOf.set(id, root);
    if (event.type === 'TaskScheduled') Object.assign(task, { scheduled: at, functionName: functionOf(event) });
    if (event.type === 'TaskSucceeded') task.succeeded = at;
    if (event.type === 'TaskStateExited') task.exited = at;
  }
  return [...tasks.values()].filter(({ succeeded, exited }) => succeeded > 0 && exited > 0);
};

const atLeastZero = (value: number): number => Math.max(0, value);

/** Takes the first that fits, so that of several stages side by side each gets one of its own. */
const take = <T>(from: T[], fits: (each: T) => boolean, last = false): T | undefined => {
  const at = last ? from.findLastIndex(fits) : from.findIndex(fits);
  return at < 0 ? undefined : from.splice(at, 1)[0];
};

/**
 * Each stage's time, taken apart; a part that the log lines do not show is left out. Iterations of a Map are paired with their jobs and
 * invocations in the order of time.
 */
export const partsOf = (
  tasks: readonly Task[],
  jobs: readonly JobTime[],
  invocations: readonly Invocation[],
  finisher: string,
): StageParts[] => {
  const [jobsLeft, invocationsLeft] = [[...jobs], [...invocations]];
  return tasks.map(({ state, functionName, entered, scheduled, succeeded, exited }) => {
    const machine = scheduled - entered + (exited - succeeded);
    const invocation = take(
      invocationsLeft,
      (each) => each.functionName === functionName && each.from >= scheduled && each.from <= succeeded,
    );
    if (!invocation) return { state, machine };
    const start = invocation.from - scheduled;
    const job = take(jobsLeft, (each) => each.stage === state && each.from >= scheduled && each.to <= succeeded);
    // A deployment is timed from its start to its event; it has no job of its own to set apart.
    if (!job || job.kind === 'endpoint') return { state, machine, start, handler: succeeded - invocation.from };
    const told = take(
      invocationsLeft,
      (each) => each.functionName === finisher && each.from >= job.to && each.from <= succeeded,
      true,
    );
    return {
      state,
      machine,
      start,
      handler: atLeastZero(job.from - invocation.from),
      job: job.to - job.from,
      delivery: (told?.from ?? succeeded) - job.to,
      ...(told && { finish: succeeded - told.from }),
    };
  });
};
