import type { ChildrenVisit } from '../branch.ts';
import { inner, isDistributed, processorOf } from '../definition.ts';
import type { Json } from '../json.ts';
import { Payload } from '../payload.ts';
import { runChildren, startChild } from './children.ts';
import { distributedMap } from './distributedMap.ts';
import { conclude, following } from './fields.ts';
import { itemInput, mapItems } from './mapItems.ts';
import { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } from './mapLimits.ts';
import type { RunBranch } from './runBranch.ts';
import type { StateCall, Transition } from './stateCall.ts';

/** Most iterations of an inline Map at the same time. */
const inlineConcurrency = 40;

/** Runs its processor once for each item; its result is the list of the outputs. */
export async function map(call: StateCall, runBranch: RunBranch): Promise<Transition> {
  if (isDistributed(call.state)) return distributedMap(call);
  const { run, branch, state, visit, name } = call;
  let children = visit.children;
  if (!children) {
    children = await begin(call);
    visit.children = children;
    run.changed(branch);
  }
  const items = JSON.parse(children.items) as Json[];
  const scene = inner(call.scene, processorOf(state));
  const outputs = await runChildren(call, children, runBranch, {
    start: async (index, previous) => {
      const value = items[index] ?? null;
      const item = { Index: index, Value: value };
      const child = startChild(call, { index, scene, input: new Payload(value), previous, item });
      if (child.stored) return child;
      child.previous = run.record('MapIterationStarted', previous, {
        mapIterationStartedEventDetails: { index, name },
      });
      child.input = await itemInput(call, child.input, item);
      return child;
    },
    succeeded: (child) => {
      const details = { mapIterationSucceededEventDetails: { index: child.index, name } };
      branch.previous = run.record('MapIterationSucceeded', child.previous, details);
    },
    failed: (child) => {
      run.emit(branch, 'MapIterationFailed', { mapIterationFailedEventDetails: { index: child.index, name } }, true);
    },
    aborted: (child) => {
      run.emit(child, 'MapIterationAborted', { mapIterationAbortedEventDetails: { index: child.index, name } });
    },
  });
  run.emit(branch, 'MapStateSucceeded', undefined, true);
  const text = `[${outputs.join(',')}]`;
  const result = new Payload(JSON.parse(text) as Json, text);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: result.value } });
}

async function begin(call: StateCall): Promise<ChildrenVisit> {
  const { run, branch } = call;
  const items = await mapItems(call);
  const concurrency = await maxConcurrency(call);
  // Both are for distributed Maps; an inline one takes them, and they have to be right, but it tolerates no failure.
  await toleratedFailureCount(call);
  await toleratedFailurePercentage(call);
  const last = run.emit(branch, 'MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  return {
    items: JSON.stringify(items),
    count: items.length,
    concurrency: Math.min(concurrency || inlineConcurrency, inlineConcurrency),
    started: 0,
    last,
  };
}
