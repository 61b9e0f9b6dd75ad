import { randomUUID } from 'node:crypto';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Case, RecordedEvent } from './cases.ts';
import { difference, historyDifference, outcomeOf } from './compare.ts';

export interface Verdict {
  outcome: boolean;
  /** Undefined where the case is not graded by its history. */
  history: boolean | undefined;
  /** The first difference. */
  difference?: string;
}

/** Runs the case through the API and compares what came of it with the recording. */
export async function replay(client: SFNClient, recorded: Case): Promise<Verdict> {
  let events: HistoryEvent[];
  try {
    events = await execute(client, recorded);
  } catch (error) {
    const { name, message } = error as Error;
    return {
      outcome: false,
      history: recorded.grade === 'history' ? false : undefined,
      difference: `${name}: ${message}`,
    };
  }
  const last = events.at(-1) ?? {};
  if (recorded.kind === 'choice') {
    const { output } = outcomeOf(last) as { output: never };
    const found = difference(recorded.output as never, output, false);
    return { outcome: found === undefined, history: undefined, ...(found ? { difference: found } : {}) };
  }
  const expected = recorded.events ?? [];
  const wrong = difference(outcomeOf(expected.at(-1) ?? {}), outcomeOf(last), recorded.grade === 'outcome');
  const inHistory = recorded.grade === 'history' ? historyDifference(expected as RecordedEvent[], events) : undefined;
  const first = wrong ?? inHistory;
  return {
    outcome: wrong === undefined,
    history: recorded.grade === 'history' ? inHistory === undefined : undefined,
    ...(first ? { difference: first } : {}),
  };
}

async function execute(client: SFNClient, { definition, input }: Case): Promise<HistoryEvent[]> {
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({
      name: `conformance-${randomUUID()}`,
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::000000000000:role/conformance',
    }),
  );
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  for (;;) {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, nextToken, maxResults: 1000 }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}
