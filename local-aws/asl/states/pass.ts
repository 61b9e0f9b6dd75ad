import type { State } from '../definition.ts';
import { Payload } from '../payload.ts';
import { conclude, following, stateArguments } from './fields.ts';
import type { Awaitable, StateCall, Transition } from './stateCall.ts';

/** Hands its input, or `Result`, on. */
export function pass(call: StateCall): Awaitable<Transition> {
  const { state } = call;
  if (call.language === 'JSONata') return conclude(call, call.input, following(state));
  if (state.Result !== undefined) return conclude(call, resultOf(state), following(state));
  const input = stateArguments(call);
  return input instanceof Promise
    ? input.then((payload) => conclude(call, payload, following(state)))
    : conclude(call, input, following(state));
}

const results = new WeakMap<State, Payload>();

/** The same each time, so that its text is written once. */
function resultOf(state: State): Payload {
  const known = results.get(state);
  if (known) return known;
  const made = new Payload(state.Result ?? null);
  results.set(state, made);
  return made;
}
