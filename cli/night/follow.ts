import { setTimeout as delay } from 'node:timers/promises';
import { DescribeExecutionCommand, type DescribeExecutionCommandOutput, type SFNClient } from '@aws-sdk/client-sfn';
import { readHistory, type StageSpan, spansOf } from './history.ts';

export interface Follower {
  /** Called with every look at the execution: its task states so far. */
  look(spans: StageSpan[]): void;
  /** Real milliseconds between two looks. */
  intervalMs: number;
  signal?: AbortSignal;
}

/** Looks at an execution until it has ended; answers how. Rejects with the signal's reason when aborted. */
export const follow = async (
  states: SFNClient,
  executionArn: string,
  follower: Follower,
): Promise<DescribeExecutionCommandOutput> => {
  for (;;) {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    follower.look(spansOf(await readHistory(states, executionArn)));
    if (execution.status !== 'RUNNING') return execution;
    await delay(follower.intervalMs, undefined, follower.signal && { signal: follower.signal });
  }
};
