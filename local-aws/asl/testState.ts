import { Branch } from './branch.ts';
import { Cancellation } from './cancellation.ts';
import type { State } from './definition.ts';
import type { StateFailure } from './failure.ts';
import type { Json } from './json.ts';
import { Payload } from './payload.ts';
import { chooseCatcher, chooseRetrier, errorOutput } from './retry.ts';
import type { Run } from './run.ts';
import { assign } from './states/assign.ts';
import { catchFailure } from './states/catchFailure.ts';
import { conclude, following, stateArguments } from './states/fields.ts';
import { mapItems } from './states/mapItems.ts';
import { enter, failureOf, runBranch, runners } from './states/runBranch.ts';
import { type StateCall, stateCall, type Transition } from './states/stateCall.ts';

export interface TestOptions {
  state: State;
  stateName: string;
  variables: Record<string, Json>;
  /** Stands in for what the state would have done. */
  mock?: { result: Json } | { failure: StateFailure };
  /** Attempts that a retrier has had. */
  retryCount?: number;
}

export interface TestOutcome {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output?: string;
  nextState?: string;
  error?: string;
  cause?: string;
  variables: Record<string, Json>;
  errorDetails?: { catchIndex?: number; retryIndex?: number; retryBackoffIntervalSeconds?: number };
}

/** Runs one state by itself and says what it would lead to; it waits for no retry and goes to no next state. */
export async function testState(run: Run, options: TestOptions): Promise<TestOutcome> {
  const { state, stateName, variables } = options;
  const cancellation = new Cancellation();
  const branch = new Branch({ id: 0, scene: run.scene, cancellation, input: run.input, previous: 0 });
  branch.state = stateName;
  for (const [name, value] of Object.entries(variables)) branch.variables.own.set(name, value);
  const call = stateCall(run, branch, state, enter(run, branch, state));
  call.visit.retryCount = options.retryCount ?? 0;
  try {
    const transition = await perform(call, options);
    return outcome(call, 'SUCCEEDED', transition);
  } catch (error) {
    return failed(call, failureOf(call, error), options.retryCount ?? 0);
  }
}

async function perform(call: StateCall, { mock }: TestOptions): Promise<Transition> {
  const { state } = call;
  const runsChildren = state.Type === 'Map' || state.Type === 'Parallel';
  if (!runsChildren || !mock) return runners[state.Type](call, runBranch);
  // A mock is the result of all children together; what comes before them is computed all the same.
  if (state.Type === 'Map') await mapItems(call);
  else await stateArguments(call);
  if ('failure' in mock) throw mock.failure;
  const result = new Payload(mock.result);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: mock.result } });
}

function outcome(call: StateCall, status: TestOutcome['status'], { output, next, assigned }: Transition): TestOutcome {
  if (assigned) assign(call.branch.variables, assigned);
  return {
    status,
    output: output.text,
    ...(next === undefined ? {} : { nextState: next }),
    variables: call.branch.variables.all(),
  };
}

async function failed(call: StateCall, failure: StateFailure, used: number): Promise<TestOutcome> {
  const { state, run, branch } = call;
  const isTask = state.Type === 'Task';
  const reason = {
    ...(failure.error === undefined ? {} : { error: failure.error }),
    ...(failure.text === undefined ? {} : { cause: failure.text }),
  };
  const attempts = Array.isArray(state.Retry) ? state.Retry.map(() => used) : [];
  const retry = chooseRetrier(state.Retry, failure, attempts, isTask, run.surroundings.queries.random);
  if (retry) {
    const errorDetails = { retryIndex: retry.index, retryBackoffIntervalSeconds: Math.round(retry.delay / 1000) };
    return { status: 'RETRIABLE', ...reason, errorDetails, variables: branch.variables.all() };
  }
  const chosen = chooseCatcher(state.Catch, failure, isTask);
  if (!chosen) return { status: 'FAILED', ...reason, variables: branch.variables.all() };
  const transition = await catchFailure(call, chosen.catcher, chosen.index, errorOutput(failure));
  return { ...outcome(call, 'CAUGHT_ERROR', transition), ...reason, errorDetails: { catchIndex: chosen.index } };
}
