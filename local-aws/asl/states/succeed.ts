import { conclude, effectiveInput } from './fields.ts';
import type { Awaitable, StateCall, Transition } from './stateCall.ts';

/** Ends the branch with its input, or `Output`. */
export function succeed(call: StateCall): Awaitable<Transition> {
  return conclude(call, effectiveInput(call), undefined, { plain: true });
}
