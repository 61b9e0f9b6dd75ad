import { conclude, effectiveInput } from './fields.ts';
import type { StateCall, Transition } from './stateCall.ts';

/** Ends the branch with its input, or `Output`. */
export async function succeed(call: StateCall): Promise<Transition> {
  return conclude(call, effectiveInput(call), undefined, { plain: true });
}
