import type { ChildrenVisit } from '../branch.ts';
import { inner, isDistributed, processorOf } from '../definition.ts';
import { queryError, runtimeError } from '../failure.ts';
import type { Json } from '../json.ts';
import { Payload } from '../payload.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { selectPath } from '../query/resolvePath.ts';
import { evaluateTemplate } from '../query/template.ts';
import { runChildren, startChild } from './children.ts';
import { distributedMap } from './distributedMap.ts';
import { conclude, effectiveInput, following } from './fields.ts';
import { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } from './mapLimits.ts';
import type { RunBranch } from './runBranch.ts';
import { type StateCall, scopeOf, type Transition } from './stateCall.ts';

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
  run.emit(branch, 'MapStateSucceeded', {}, true);
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

/** The list that the Map goes over: ItemsPath or Items, or its input. */
export async function mapItems(call: StateCall): Promise<Json[]> {
  const { state } = call;
  if (call.language === 'JSONata') {
    if (state.Items === undefined) {
      if (Array.isArray(call.input.value)) return call.input.value;
      throw queryError(`Map state input must be an array but was: ${JSON.stringify(call.input.value)}`);
    }
    const value = await evaluateJsonata(state.Items, 'Items', scopeOf(call, call.input));
    return requireType<Json[]>(value, state.Items, 'Items', 'array');
  }
  const input = effectiveInput(call);
  const path = typeof state.ItemsPath === 'string' ? state.ItemsPath : '$';
  const value = path === '$' ? input.value : selectPath(path, scopeOf(call, input));
  if (!Array.isArray(value)) throw runtimeError(`Reference path "${path}" must point to array.`);
  return value;
}

/** The input of an iteration: the item, or what ItemSelector makes of it. */
export async function itemInput(
  call: StateCall,
  input: Payload,
  item: { Index: number; Value: Json },
): Promise<Payload> {
  const { state } = call;
  const selector = state.ItemSelector ?? (call.language === 'JSONPath' ? state.Parameters : undefined);
  if (selector === undefined) return input;
  const effective = effectiveInput(call);
  const outer = scopeOf(call, effective);
  const scope = { ...outer, context: () => ({ ...outer.context(), Map: { Item: item } }) };
  if (call.language === 'JSONata') return new Payload(await evaluateJsonata(selector, 'ItemSelector', scope));
  return new Payload(evaluateTemplate(selector, scope));
}
