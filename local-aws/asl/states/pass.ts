import { Payload } from '../payload.ts';
import { conclude, effectiveInput, following, stateArguments } from './fields.ts';
import type { StateCall, Transition } from './stateCall.ts';

/** Hands its input, or `Result`, on. */
export async function pass(call: StateCall): Promise<Transition> {
  const { state } = call;
  if (call.language === 'JSONata') return conclude(call, call.input, following(state));
  const input = state.Parameters === undefined ? effectiveInput(call) : await stateArguments(call);
  const result = state.Result === undefined ? input : new Payload(state.Result);
  return conclude(call, result, following(state));
}
