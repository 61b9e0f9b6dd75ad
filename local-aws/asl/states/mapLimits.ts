import { runtimeError } from '../failure.ts';
import type { Json, JsonObject } from '../json.ts';
import { evaluateJsonata, expressionOf, requireType } from '../query/jsonata.ts';
import { requirePath } from '../query/resolvePath.ts';
import { effectiveInput } from './fields.ts';
import { type StateCall, scopeOf } from './stateCall.ts';

/** Zero means as many as the service allows. */
export const maxConcurrency = (call: StateCall): Promise<number> =>
  limit(call, 'MaxConcurrency', { kind: 'integer', isWhole: true, otherwise: 0 });

/** Undefined where the state does not say. */
export const toleratedFailureCount = (call: StateCall): Promise<number> | undefined =>
  says(call, 'ToleratedFailureCount')
    ? limit(call, 'ToleratedFailureCount', { kind: 'integer', isWhole: true, otherwise: 0 })
    : undefined;

export const toleratedFailurePercentage = (call: StateCall): Promise<number> | undefined =>
  says(call, 'ToleratedFailurePercentage')
    ? limit(call, 'ToleratedFailurePercentage', { kind: 'number', isWhole: false, most: 100, otherwise: 0 })
    : undefined;

const says = ({ state }: StateCall, field: string): boolean =>
  state[field] !== undefined || state[`${field}Path`] !== undefined;

/** A whole number of a part of the state, such as MaxItems of a reader; zero when it is left out. */
export const integerField = (call: StateCall, part: JsonObject, field: string, prefix: string): Promise<number> =>
  limit(call, field, { kind: 'integer', isWhole: true, otherwise: 0 }, part, prefix);

interface Rules {
  kind: string;
  isWhole: boolean;
  most?: number;
  otherwise: number;
}

/** A number of a Map: written out, found by its `Path` field, or computed. A text that reads as a number counts as one. */
async function limit(
  call: StateCall,
  field: string,
  rules: Rules,
  state: JsonObject = call.state,
  prefix = '',
): Promise<number> {
  const written = state[field];
  if (call.language === 'JSONata') {
    if (expressionOf(written) === undefined) return Number(written ?? rules.otherwise);
    const value = await evaluateJsonata(written ?? null, prefix + field, scopeOf(call, call.input));
    return requireType<number>(value, written ?? null, prefix + field, 'number');
  }
  const path = state[`${field}Path`];
  if (typeof path !== 'string') return Number(written ?? rules.otherwise);
  const value = requirePath(path, `${field}Path`, scopeOf(call, effectiveInput(call)));
  const number = numberOf(value);
  if (number === undefined || (rules.isWhole && !Number.isInteger(number))) {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    throw runtimeError(`The ${field}Path field refers to value "${shown}" which is not a valid ${rules.kind}: ${path}`);
  }
  if (number < 0 || number > (rules.most ?? Number.POSITIVE_INFINITY)) {
    throw runtimeError(`The ${field}Path field refers to value "${number}" which is out of range: ${path}`);
  }
  return number;
}

function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
