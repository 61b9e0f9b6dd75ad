import { Branch, type ChildrenVisit } from '../branch.ts';
import { Cancellation, Cancelled } from '../cancellation.ts';
import type { Scene } from '../definition.ts';
import type { StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import type { Payload } from '../payload.ts';
import type { Run } from '../run.ts';
import type { RunBranch } from './runBranch.ts';
import type { StateCall } from './stateCall.ts';

export interface ChildOptions {
  index: number;
  scene: Scene;
  input: Payload;
  previous: number;
  item?: { Index: number; Value: Json };
}

/** A branch below the state: the one that a restart found at its place, or a new one. */
export function startChild(call: StateCall, options: ChildOptions): Branch {
  const { run, branch } = call;
  const found = run.takeCursor(branch.id, options.index);
  return new Branch({
    ...options,
    id: found?.id ?? run.branchId(),
    parent: branch,
    cancellation: branch.childrenCancellation,
    cursor: found?.cursor,
  });
}

export interface ChildHooks {
  /** Makes the child of that index; `previous` is the event that it follows. */
  start(index: number, previous: number): Branch | Promise<Branch>;
  succeeded?(child: Branch): void;
  failed?(child: Branch): void;
  aborted?(child: Branch): void;
}

/**
 * Runs a state's children, at most `concurrency` at a time, and gives the texts of their outputs by index.
 * The first failure ends the others and is thrown.
 */
export async function runChildren(
  call: StateCall,
  children: ChildrenVisit,
  runBranch: RunBranch,
  hooks: ChildHooks,
): Promise<string[]> {
  const { run, branch } = call;
  const cancellation = new Cancellation(branch.cancellation);
  branch.childrenCancellation = cancellation;
  const outputs: string[] = new Array(children.count);
  const running = new Set<Branch>();
  let next = 0;
  const slot = async (): Promise<void> => {
    let previous = children.last;
    while (next < children.count && !cancellation.cancelled) {
      const index = next++;
      const child = await hooks.start(index, previous);
      children.started = Math.max(children.started, index + 1);
      running.add(child);
      branch.children.push(child);
      if (child.output === undefined) await runChild(run, child, runBranch);
      running.delete(child);
      outputs[index] = child.output ?? 'null';
      previous = child.previous;
      // In the parent's line the last event is that of the child that ended last.
      branch.previous = child.previous;
      hooks.succeeded?.(child);
    }
  };
  const slots = Array.from({ length: Math.min(children.concurrency, children.count) }, slot);
  try {
    await run.idle(Promise.all(slots));
  } catch (error) {
    const failed = [...running].find((child) => child.failure === error);
    if (failed) {
      running.delete(failed);
      branch.previous = failed.previous;
      // What no Catch can take ends the whole execution, and the history says no more of what is around it.
      if (!failed.failure?.fatal) hooks.failed?.(failed);
    }
    cancellation.cancel();
    await run.idle(Promise.allSettled(slots));
    if (failed && !failed.failure?.fatal && !branch.cancellation.cancelled)
      for (const child of running) abort(run, child, hooks);
    throw error;
  } finally {
    cancellation.dispose();
  }
  dropChildren(call);
  return outputs;
}

/** Forgets the branches below, once the state goes on without them. Of a failed execution they stay, for a redrive. */
export function dropChildren({ run, branch, visit }: Pick<StateCall, 'run' | 'branch' | 'visit'>): void {
  const drop = (child: Branch): void => {
    for (const below of child.children) drop(below);
    run.surroundings.journal.dropped(run, child);
  };
  for (const child of branch.children) drop(child);
  branch.children = [];
  delete visit.children;
}

async function runChild(run: Run, child: Branch, runBranch: RunBranch): Promise<void> {
  run.surroundings.activity.enter();
  try {
    child.output = (await runBranch(run, child)).text;
    child.visit = undefined;
    run.changed(child);
  } catch (error) {
    if (!(error instanceof Cancelled)) child.failure = error as StateFailure;
    throw error;
  } finally {
    run.surroundings.activity.leave();
  }
}

const aborts = {
  Wait: 'WaitStateAborted',
  Task: 'TaskStateAborted',
  Parallel: 'ParallelStateAborted',
  Map: 'MapStateAborted',
} as const;

/** What the history says of a branch that ends because another one failed. */
function abort(run: Run, child: Branch, hooks: ChildHooks): void {
  const type = child.scene.block.States[child.state]?.Type;
  const event = type && type in aborts ? aborts[type as keyof typeof aborts] : undefined;
  if (child.visit && event) run.emit(child, event);
  hooks.aborted?.(child);
}
