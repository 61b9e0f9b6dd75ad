import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';

/** Every event of an execution, oldest first. */
export const readHistory = async (states: SFNClient, executionArn: string): Promise<HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
};

export interface StageSpan {
  /** Of the event that entered the state: several iterations enter in the same millisecond. */
  id: number;
  state: string;
  type: string;
  status: 'running' | 'succeeded' | 'failed';
  /** ms since the epoch */
  from: number;
  to?: number;
  /** The job's or function's answer, parsed. */
  answer?: unknown;
  error?: string;
}

/** State transitions that AWS would bill: each state entered, and each retry. */
export const countTransitions = (events: readonly HistoryEvent[]): number => {
  const entered = events.filter(({ type }) => type?.endsWith('StateEntered')).length;
  return entered + countRetries(events);
};

/** A task that is scheduled again without its state being entered again. */
const countRetries = (events: readonly HistoryEvent[]): number => {
  const scheduled = events.filter(({ type }) => type === 'TaskScheduled').length;
  const tasks = events.filter(({ type }) => type === 'TaskStateEntered').length;
  return Math.max(0, scheduled - tasks);
};

/** The task states of an execution, in the order they were entered, each with how it stands. */
export const spansOf = (events: readonly HistoryEvent[]): StageSpan[] => {
  const spans = new Map<number, StageSpan>();
  const rootOf = new Map<number, number>();
  for (const event of events) {
    const id = event.id ?? 0;
    const at = event.timestamp?.getTime() ?? 0;
    if (event.type === 'TaskStateEntered') {
      spans.set(id, {
        id,
        state: event.stateEnteredEventDetails?.name ?? '',
        type: event.type,
        status: 'running',
        from: at,
      });
      rootOf.set(id, id);
      continue;
    }
    const root = rootOf.get(event.previousEventId ?? 0);
    const span = root === undefined ? undefined : spans.get(root);
    if (root === undefined || !span) continue;
    if (event.type?.endsWith('StateEntered')) continue;
    rootOf.set(id, root);
    if (event.type === 'TaskSucceeded')
      Object.assign(span, { status: 'succeeded', to: at, answer: parse(event.taskSucceededEventDetails?.output) });
    if (event.type === 'TaskFailed')
      Object.assign(span, { status: 'failed', to: at, error: event.taskFailedEventDetails?.error });
    if (event.type === 'TaskTimedOut')
      Object.assign(span, {
        status: 'failed',
        to: at,
        error: event.taskTimedOutEventDetails?.error ?? 'States.Timeout',
      });
    if (event.type === 'TaskScheduled' && span.status === 'failed')
      Object.assign(span, { status: 'running', to: undefined, error: undefined });
    if (event.type === 'TaskStateExited') span.to ??= at;
  }
  return [...spans.values()];
};

const parse = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
};
