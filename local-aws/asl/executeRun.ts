import { Branch } from './branch.ts';
import { Cancelled } from './cancellation.ts';
import { StateFailure } from './failure.ts';
import { whole } from './history.ts';
import type { Run } from './run.ts';
import { runBranch } from './states/runBranch.ts';

export type ExecutionStatus = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. */
export interface Ended {
  status: ExecutionStatus;
  /** Text of the output. */
  output?: string;
  error?: string;
  cause?: string;
}

/** Runs an execution to its end, from its start or from the cursors of a restart, and writes its first and last events. */
export async function executeRun(run: Run): Promise<Ended> {
  const { activity, journal, clock } = run.surroundings;
  const { redriven } = run;
  const found = run.takeCursor(undefined, 0);
  const branch = new Branch({
    id: found?.id ?? run.branchId(),
    scene: run.scene,
    cancellation: run.cancellation,
    input: run.input,
    previous: 0,
    cursor: found?.cursor,
  });
  if (redriven) {
    run.emit(
      branch,
      'ExecutionRedriven',
      { executionRedrivenEventDetails: { redriveCount: run.facts.redriveCount } },
      true,
    );
  } else if (!found) begin(run, branch);
  const { TimeoutSeconds } = run.scene.block;
  const unschedule =
    typeof TimeoutSeconds === 'number'
      ? clock.schedule((run.facts.redriveTime ?? run.facts.startTime) + TimeoutSeconds * 1000, () =>
          run.end({ status: 'TIMED_OUT' }),
        )
      : undefined;
  activity.enter();
  try {
    const output = await runBranch(run, branch);
    run.emit(branch, 'ExecutionSucceeded', {
      executionSucceededEventDetails: { output: output.text, outputDetails: whole },
    });
    journal.dropped(run, branch);
    return { status: 'SUCCEEDED', output: output.text };
  } catch (error) {
    return failed(run, branch, error);
  } finally {
    unschedule?.();
    activity.leave();
  }
}

function begin(run: Run, branch: Branch): void {
  const { facts } = run;
  run.record('ExecutionStarted', 0, {
    executionStartedEventDetails: {
      input: run.input.text,
      inputDetails: whole,
      roleArn: facts.roleArn,
      ...(facts.stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn: facts.stateMachineAliasArn }),
      ...(facts.stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn: facts.stateMachineVersionArn }),
    },
  });
  run.changed(branch);
}

function failed(run: Run, branch: Branch, error: unknown): Ended {
  const { ending } = run;
  if (error instanceof Cancelled) {
    // Without a reason of its own the process ends, and the next one goes on.
    if (!ending) throw error;
    const { status, ...reason } = ending;
    if (status === 'ABORTED') run.record('ExecutionAborted', 0, { executionAbortedEventDetails: reason });
    else run.emit(branch, 'ExecutionTimedOut', { executionTimedOutEventDetails: reason });
    return ending;
  }
  const failure = error instanceof StateFailure ? error : new StateFailure('States.Runtime', faultOf(error));
  const reason = {
    ...(failure.error === undefined ? {} : { error: failure.error }),
    ...(failure.text === undefined ? {} : { cause: failure.text }),
  };
  run.emit(branch, 'ExecutionFailed', { executionFailedEventDetails: reason });
  return { status: 'FAILED', ...reason };
}

/** A fault of the interpreter itself; its stack is what a report of it needs. */
const faultOf = (error: unknown): string => `Internal error: ${(error as Error)?.stack ?? String(error)}`;
