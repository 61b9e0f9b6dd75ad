import { queryError, runtimeError } from '../failure.ts';
import type { Json } from '../json.ts';
import { evaluateJsonata, expressionOf } from '../query/jsonata.ts';
import { requirePath } from '../query/resolvePath.ts';
import { parseTimestamp } from '../timestamp.ts';
import { conclude, effectiveInput, following } from './fields.ts';
import { type StateCall, scopeOf, type Transition } from './stateCall.ts';

/** Most seconds that a Wait may last: the longest life of an execution, one year, is shorter. */
const longestWait = 99_999_999;

/** Waits for a time, or until one. */
export async function wait(call: StateCall): Promise<Transition> {
  const { run, branch, visit } = call;
  if (visit.wakeAt === undefined) {
    visit.wakeAt = call.language === 'JSONata' ? await jsonataEnd(call) : jsonPathEnd(call);
    run.changed(branch);
  }
  await run.sleepUntil(visit.wakeAt, branch.cancellation);
  return conclude(call, effectiveInput(call), following(call.state), { plain: true });
}

function jsonPathEnd(call: StateCall): number {
  const { state, run } = call;
  const scope = scopeOf(call, effectiveInput(call));
  if (typeof state.SecondsPath === 'string') {
    const value = requirePath(state.SecondsPath, 'SecondsPath', scope);
    const shown = `${state.SecondsPath} == ${text(value)}`;
    const seconds = whole(value);
    if (seconds === undefined) {
      throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${shown}`);
    }
    if (seconds < 0) throw runtimeError(`The SecondsPath parameter references a negative value: ${shown}`);
    if (seconds > longestWait)
      throw runtimeError(`The SecondsPath parameter references a value that is too large: ${shown}`);
    return run.now + seconds * 1000;
  }
  if (typeof state.TimestampPath === 'string') {
    const value = requirePath(state.TimestampPath, 'TimestampPath', scope);
    const instant = typeof value === 'string' ? parseTimestamp(value) : undefined;
    if (!instant) {
      throw runtimeError(
        `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${state.TimestampPath} == ${text(value)}`,
      );
    }
    return instant.milliseconds;
  }
  return literalEnd(call, state.Seconds, state.Timestamp);
}

async function jsonataEnd(call: StateCall): Promise<number> {
  const { state, run } = call;
  const scope = scopeOf(call, call.input);
  const seconds = expressionOf(state.Seconds);
  if (seconds !== undefined) {
    const value = await evaluateJsonata(state.Seconds ?? null, 'Seconds', scope);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= longestWait) {
      return run.now + value * 1000;
    }
    throw wrong(seconds, 'Seconds', value, `'integer' between 0 and ${longestWait}`);
  }
  const timestamp = expressionOf(state.Timestamp);
  if (timestamp === undefined) return literalEnd(call, state.Seconds, state.Timestamp);
  const value = await evaluateJsonata(state.Timestamp ?? null, 'Timestamp', scope);
  const instant = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (!instant) throw wrong(timestamp, 'Timestamp', value, 'a valid ISO-8601 extended offset date-time format string');
  return instant.milliseconds;
}

const wrong = (expression: string, field: string, value: Json, expected: string) =>
  queryError(
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected value. Expected ${expected}, but was: ${JSON.stringify(value)}`,
    field,
  );

const literalEnd = (call: StateCall, seconds: Json | undefined, timestamp: Json | undefined): number =>
  typeof timestamp === 'string'
    ? (parseTimestamp(timestamp)?.milliseconds ?? call.run.now)
    : call.run.now + Number(seconds ?? 0) * 1000;

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const whole = (value: Json): number | undefined => {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
};
