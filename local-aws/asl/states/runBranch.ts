import type { Branch, Visit } from '../branch.ts';
import { Cancelled } from '../cancellation.ts';
import type { State } from '../definition.ts';
import { StateFailure } from '../failure.ts';
import { type EventType, quotedName } from '../history.ts';
import type { Payload } from '../payload.ts';
import { IntrinsicSyntaxError } from '../query/intrinsics/parseIntrinsic.ts';
import { PathSyntaxError } from '../query/jsonpath/parsePath.ts';
import { chooseCatcher, chooseRetrier, errorOutput } from '../retry.ts';
import type { Run } from '../run.ts';
import { assign } from './assign.ts';
import { catchFailure } from './catchFailure.ts';
import { dropChildren } from './children.ts';
import { choice } from './choice.ts';
import { fail } from './fail.ts';
import { map } from './map.ts';
import { parallel } from './parallel.ts';
import { pass } from './pass.ts';
import { type Awaitable, type StateCall, stateCall, type Transition } from './stateCall.ts';
import { succeed } from './succeed.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';

export type RunBranch = (run: Run, branch: Branch) => Promise<Payload>;

/** What each type of state does. */
export const runners: Record<State['Type'], (call: StateCall, runBranch: RunBranch) => Awaitable<Transition>> = {
  Pass: pass,
  Task: task,
  Choice: choice,
  Wait: wait,
  Succeed: succeed,
  Fail: fail,
  Parallel: parallel,
  Map: map,
};

/** Runs a branch from where it stands to its end; gives its output or throws its `StateFailure`. */
export async function runBranch(run: Run, branch: Branch): Promise<Payload> {
  for (;;) {
    branch.cancellation.throwIfCancelled();
    const state = branch.scene.block.States[branch.state];
    if (!state) throw new StateFailure('States.Runtime', `There is no state '${branch.state}'`);
    const visit = branch.visit ?? enter(run, branch, state);
    const call = stateCall(run, branch, state, visit);
    const made = runState(call);
    const { output, next } = made instanceof Promise ? await made : made;
    if (next === undefined) return output;
    branch.state = next;
    branch.input = output;
    branch.visit = undefined;
    run.changed(branch);
    const pause = run.pace();
    if (pause) await pause;
  }
}

export function enter(run: Run, branch: Branch, state: State): Visit {
  const before = branch.previous;
  const entered = run.emit(branch, `${state.Type}StateEntered` as EventType, [
    '"stateEnteredEventDetails":{"input":',
    branch.input.quoted,
    ',"inputDetails":{"truncated":false},"name":',
    quotedName(branch.state),
    '}',
  ]);
  const visit: Visit = { entered, before, time: run.now, retryCount: 0 };
  branch.visit = visit;
  return visit;
}

/** Runs the state with its retries and catchers; at once, where it waits for nothing. */
function runState(call: StateCall): Awaitable<Transition> {
  if (call.visit.retryAt !== undefined) return attempts(call);
  try {
    const made = runners[call.state.Type](call, runBranch);
    return made instanceof Promise ? attempts(call, made) : exit(call, made);
  } catch (error) {
    return attempts(call, Promise.reject(error));
  }
}

/** `first` is an attempt that is under way already. */
async function attempts(call: StateCall, first?: Promise<Transition>): Promise<Transition> {
  const { run, branch, state, visit } = call;
  const runner = runners[state.Type];
  for (let underWay = first; ; underWay = undefined) {
    try {
      if (visit.retryAt !== undefined) {
        await run.sleepUntil(visit.retryAt, branch.cancellation);
        delete visit.retryAt;
      }
      return exit(call, await (underWay ?? runner(call, runBranch)));
    } catch (error) {
      const failure = failureOf(call, error);
      if (retries(call, failure)) continue;
      failed(call, failure, error === branchFailureOf(error));
      return exit(call, await catchOr(call, failure));
    }
  }
}

/** The error as a failure of this state. What is neither that nor a cancellation is a fault of ours, and fails the execution as one. */
export function failureOf(call: StateCall, error: unknown): StateFailure {
  if (error instanceof Cancelled) throw error;
  const { run, branch, visit, name } = call;
  const failure = error instanceof StateFailure ? error.at(name, visit.entered) : unexpected(call, error);
  if (failure.evaluation && error instanceof StateFailure && error.located) {
    branch.previous = run.record('EvaluationFailed', visit.before, {
      evaluationFailedEventDetails: {
        ...(failure.error === undefined ? {} : { error: failure.error }),
        ...(failure.text === undefined ? {} : { cause: failure.text }),
        ...failure.evaluation,
        state: name,
      },
    });
  }
  return failure;
}

function unexpected(call: StateCall, error: unknown): StateFailure {
  const { message } = error as Error;
  if (!(error instanceof PathSyntaxError || error instanceof IntrinsicSyntaxError)) throw error;
  return new StateFailure('States.Runtime', message, { located: true }).at(call.name, call.visit.entered);
}

/** Notes the next attempt, where a retrier takes the failure. */
function retries(call: StateCall, failure: StateFailure): boolean {
  const { run, branch, state, visit } = call;
  const random = run.surroundings.queries.random;
  const decision = chooseRetrier(state.Retry, failure, visit.retries ?? [], state.Type === 'Task', random);
  if (!decision) return false;
  const used = [...(visit.retries ?? [])];
  for (let index = used.length; index <= decision.index; index++) used.push(0);
  used[decision.index] = (used[decision.index] ?? 0) + 1;
  visit.retries = used;
  visit.retryCount++;
  visit.retryAt = run.now + decision.delay;
  delete visit.task;
  delete visit.mapRunArn;
  dropChildren(call);
  run.changed(branch);
  return true;
}

/** A Parallel or Map whose branch failed says so; one whose own fields do not suit the input ends without it. */
function failed(call: StateCall, failure: StateFailure, inBranch: boolean): void {
  const { run, branch, state } = call;
  if (failure.fatal) return;
  if (!inBranch && !failure.evaluation && failure.error !== 'States.ExceedToleratedFailureThreshold') return;
  if (state.Type === 'Map') run.emit(branch, 'MapStateFailed');
  if (state.Type === 'Parallel') run.emit(branch, 'ParallelStateFailed');
}

/** A failure that comes from a branch below is located there already. */
const branchFailureOf = (error: unknown): unknown =>
  error instanceof StateFailure && !error.located ? error : undefined;

async function catchOr(call: StateCall, failure: StateFailure): Promise<Transition> {
  const chosen = chooseCatcher(call.state.Catch, failure, call.state.Type === 'Task');
  if (!chosen) {
    // Where it stands is what a redrive goes on from.
    call.run.changed(call.branch);
    throw failure;
  }
  dropChildren(call);
  return await catchFailure(call, chosen.catcher, chosen.index, errorOutput(failure));
}

function exit(call: StateCall, transition: Transition): Transition {
  const { run, branch, state, name } = call;
  const { output, assigned } = transition;
  const assignedVariables = assigned && assign(branch.variables, assigned);
  const variables = assignedVariables
    ? `,"assignedVariables":${JSON.stringify(assignedVariables)},"assignedVariablesDetails":{"truncated":false}`
    : '';
  run.emit(branch, `${state.Type}StateExited` as EventType, [
    '"stateExitedEventDetails":{"name":',
    quotedName(name),
    ',"output":',
    output.quoted,
    ',"outputDetails":{"truncated":false}',
    variables,
    '}',
  ]);
  return transition;
}
