import type { JsonObject } from '../json.ts';
import { Payload } from '../payload.ts';
import { conclude } from './fields.ts';
import type { Awaitable, StateCall, Transition } from './stateCall.ts';

/** Goes on where the catcher says, with the error as the result. */
export function catchFailure(
  call: StateCall,
  catcher: JsonObject,
  index: number,
  error: JsonObject,
): Awaitable<Transition> {
  return conclude(call, new Payload(error), String(catcher.Next), {
    source: catcher,
    prefix: `Catch[${index}]/`,
    states: { input: call.input.value, errorOutput: error },
  });
}
