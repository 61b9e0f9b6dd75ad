import type { Branch, Visit } from '../branch.ts';
import { Cancelled } from '../cancellation.ts';
import type { State, StateType } from '../definition.ts';
import { StateFailure } from '../failure.ts';
import { type EventType, whole } from '../history.ts';
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

const eventsOf = (suffix: string) =>
  Object.fromEntries(Object.keys(runners).map((type) => [type, `${type}${suffix}`])) as Record<StateType, EventType>;

const enteredEvents = eventsOf('StateEntered');
const exitedEvents = eventsOf('StateExited');

/** Runs a branch from where it stands to its end; gives its output or throws its `StateFailure`. Waits only where a state does. */
export async function runBranch(run: Run, branch: Branch): Promise<Payload> {
  for (;;) {
    branch.cancellation.throwIfCancelled();
    const state = branch.scene.block.States[branch.state];
    if (!state) throw new StateFailure('States.Runtime', `There is no state '${branch.state}'`);
    const call = stateCall(run, branch, state, branch.visit ?? enter(run, branch, state));
    let transition: Transition | undefined;
    try {
      if (call.visit.retryAt !== undefined) await retryTime(call);
      const made = runners[state.Type](call, runBranch);
      transition = made instanceof Promise ? await made : made;
      exit(call, transition);
    } catch (error) {
      transition = await recover(call, error);
      if (!transition) continue;
    }
    const { output, next } = transition;
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
  const entered = run.emit(branch, enteredEvents[state.Type], { name: branch.state, payload: branch.input });
  const visit: Visit = { entered, before, time: run.time, retryCount: 0 };
  branch.visit = visit;
  return visit;
}

async function retryTime({ run, branch, visit }: StateCall): Promise<void> {
  await run.sleepUntil(visit.retryAt ?? 0, branch.cancellation);
  delete visit.retryAt;
}

/** Where a catcher leads; undefined when the state is tried again. Throws the failure when nothing takes it. */
async function recover(call: StateCall, error: unknown): Promise<Transition | undefined> {
  const failure = failureOf(call, error);
  if (retries(call, failure)) return undefined;
  failed(call, failure, error === branchFailureOf(error));
  const transition = await catchOr(call, failure);
  exit(call, transition);
  return transition;
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

function exit({ run, branch, state, name }: StateCall, { output, assigned }: Transition): void {
  if (assigned) {
    run.emit(branch, exitedEvents[state.Type], {
      stateExitedEventDetails: {
        name,
        output: output.text,
        outputDetails: whole,
        assignedVariables: assign(branch.variables, assigned),
        assignedVariablesDetails: whole,
      },
    });
  } else run.emit(branch, exitedEvents[state.Type], { name, payload: output });
}
