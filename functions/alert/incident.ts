import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { states } from '../shared/clients/states.ts';
import { type ExecutionStatusChange, executionStatusChange } from '../shared/contracts/failure.ts';

/** What the state machines pass. */
export const alertRequest = z.strictObject({
  severity: z.enum(['failure', 'warning']),
  pipeline: z.string(),
  businessDate: z.string().optional(),
  runId: z.string().optional(),
  executionArn: z.string(),
  stage: z.string(),
  error: z.string(),
  cause: z.string(),
});

/** One thing that a person must know. */
export type Incident = z.infer<typeof alertRequest>;

export const alertEvent = z.union([alertRequest, executionStatusChange]);

/** One incident a failed execution, however it is heard of; one a kind of warning. */
export const fingerprintOf = (incident: Incident): string =>
  incident.severity === 'failure'
    ? `failure:${incident.executionArn}`
    : `warning:${incident.executionArn}:${incident.stage}:${incident.error}`;

/** What the event says of an execution that no Catch could speak for. */
export const incidentOf = async (event: z.infer<typeof alertEvent>): Promise<Incident> =>
  'severity' in event ? event : fromStatusChange(event);

const fromStatusChange = async ({ detail }: ExecutionStatusChange): Promise<Incident> => {
  const { events = [] } = await states().send(
    new GetExecutionHistoryCommand({ executionArn: detail.executionArn, reverseOrder: true, maxResults: 50 }),
  );
  const input = parse(detail.input);
  const stage = events.map(enteredState).find((name) => name !== undefined) ?? 'before the first state';
  const last =
    events[0]?.executionFailedEventDetails ??
    events[0]?.executionAbortedEventDetails ??
    events[0]?.executionTimedOutEventDetails;
  const fallback = { ABORTED: 'Aborted', TIMED_OUT: 'States.Timeout' }[detail.status as string] ?? 'States.Runtime';
  return {
    severity: 'failure',
    pipeline: [input.pipeline, input.report].find((name) => typeof name === 'string') ?? 'unknown pipeline',
    ...(typeof input.businessDate === 'string' && { businessDate: input.businessDate }),
    executionArn: detail.executionArn,
    stage,
    error: detail.error ?? last?.error ?? fallback,
    cause: detail.cause ?? last?.cause ?? `the execution ended ${detail.status}`,
  };
};

const enteredState = (event: HistoryEvent): string | undefined => event.stateEnteredEventDetails?.name;

const parse = (text: string | null | undefined): Record<string, unknown> => {
  try {
    return JSON.parse(text ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
};
