import { inner } from '../definition.ts';
import type { Json } from '../json.ts';
import { Payload } from '../payload.ts';
import { runChildren, startChild } from './children.ts';
import { conclude, following, stateArguments } from './fields.ts';
import type { RunBranch } from './runBranch.ts';
import type { StateCall, Transition } from './stateCall.ts';

/** Runs its branches at the same time, all with the same input; its result is the list of their outputs. */
export async function parallel(call: StateCall, runBranch: RunBranch): Promise<Transition> {
  const { run, branch, state, visit } = call;
  const definitions = Array.isArray(state.Branches) ? state.Branches : [];
  let children = visit.children;
  if (!children) {
    const input = await stateArguments(call);
    const started = run.emit(branch, 'ParallelStateStarted');
    children = {
      items: input.text,
      count: definitions.length,
      concurrency: definitions.length,
      started: 0,
      last: started,
    };
    visit.children = children;
    run.changed(branch);
  }
  const input = Payload.parse(children.items);
  const outputs = await runChildren(call, children, runBranch, {
    start: (index, previous) =>
      startChild(call, { index, scene: inner(call.scene, definitions[index]), input, previous }),
  });
  run.emit(branch, 'ParallelStateSucceeded', undefined, true);
  const text = `[${outputs.join(',')}]`;
  const result = new Payload(JSON.parse(text) as Json, text);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: result.value } });
}
