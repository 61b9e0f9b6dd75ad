import { runtimeError, StateFailure } from '../failure.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { evaluateText } from '../query/template.ts';
import { type StateCall, scopeOf } from './stateCall.ts';

/** Ends the branch, and with it the execution unless something around it catches, with the failure it names. */
export async function fail(call: StateCall): Promise<never> {
  throw new StateFailure(await textOf(call, 'Error'), await textOf(call, 'Cause'));
}

async function textOf(call: StateCall, field: 'Error' | 'Cause'): Promise<string | undefined> {
  const { state } = call;
  const written = state[field];
  if (call.language === 'JSONata') {
    if (written === undefined) return undefined;
    const value = await evaluateJsonata(written, field, scopeOf(call, call.input));
    return requireType<string>(value, written, field, 'string');
  }
  const path = state[`${field}Path`];
  if (path === undefined) return written === undefined ? undefined : String(written);
  const value = evaluateText(path, `${field}Path`, scopeOf(call, call.input));
  if (typeof value !== 'string') {
    throw runtimeError(
      `The ${field}Path parameter does not reference a string value: ${path} == ${JSON.stringify(value)}`,
    );
  }
  return value;
}
