import { runtimeError } from '../failure.ts';
import type { StateCall, Transition } from './stateCall.ts';

export async function distributedMap(_call: StateCall): Promise<Transition> {
  throw runtimeError('not yet');
}
