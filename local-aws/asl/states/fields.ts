import { runtimeError, StateFailure, stateError } from '../failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { Payload } from '../payload.ts';
import { evaluateJsonata } from '../query/jsonata.ts';
import { pathOf, selectPath } from '../query/resolvePath.ts';
import type { Scope } from '../query/scope.ts';
import { evaluateTemplate } from '../query/template.ts';
import { type Awaitable, type StateCall, scopeOf, type Transition } from './stateCall.ts';

/** InputPath or OutputPath on a value. `null` stands for an empty object. */
export function select(call: StateCall, field: 'InputPath' | 'OutputPath', value: Payload): Payload {
  const path = call.state[field];
  if (path === undefined || path === '$') return value;
  if (path === null) return new Payload({});
  return new Payload(selectPath(String(path), scopeOf(call, value)));
}

/** The input after InputPath; a JSONata state has none. */
export function effectiveInput(call: StateCall): Payload {
  if (call.language === 'JSONata') return call.input;
  const input = select(call, 'InputPath', call.input);
  call.run.inspect?.('afterInputPath', input.text);
  return input;
}

/** The input after Parameters or Arguments: what a task is given, what branches start with. At once, unless JSONata has to be evaluated. */
export function stateArguments(call: StateCall, token?: string): Awaitable<Payload> {
  const { state } = call;
  if (call.language === 'JSONata') return jsonataArguments(call, token);
  const input = effectiveInput(call);
  const given =
    state.Parameters === undefined
      ? input
      : new Payload(evaluateTemplate(state.Parameters, scopeOf(call, input, undefined, token)));
  call.run.inspect?.('afterParameters', given.text);
  return given;
}

async function jsonataArguments(call: StateCall, token: string | undefined): Promise<Payload> {
  const { Arguments } = call.state;
  const given =
    Arguments === undefined
      ? call.input
      : new Payload(await evaluateJsonata(Arguments, 'Arguments', scopeOf(call, call.input, undefined, token)));
  call.run.inspect?.('afterArguments', given.text);
  return given;
}

/** Fields that may come with a result: of the state itself, of a choice rule or of a catcher. */
export interface OutputFields {
  /** What holds Assign, Output, ResultSelector, ResultPath and OutputPath. */
  source: JsonObject;
  /** Opens the names of fields in causes: `Choices[0]/`. */
  prefix?: string;
}

/** The state's output and assigned variables, given its result. At once, unless JSONata has to be evaluated. */
export function conclude(
  call: StateCall,
  result: Payload,
  next: string | undefined,
  options: Partial<OutputFields> & { states?: Scope['states']; plain?: boolean } = {},
): Awaitable<Transition> {
  const source = options.source ?? call.state;
  if (options.states?.result !== undefined) call.run.inspect?.('result', result.text);
  if (call.language === 'JSONata') return concludeJsonata(call, result, next, source, options);
  return bounded(call, concludeJsonPath(call, result, next, source, options.plain ?? false));
}

function bounded(call: StateCall, transition: Transition): Transition {
  if (transition.output.tooLarge) throw tooLarge(call);
  return transition;
}

async function concludeJsonata(
  call: StateCall,
  result: Payload,
  next: string | undefined,
  source: JsonObject,
  { prefix = '', states }: Partial<OutputFields> & { states?: Scope['states'] },
): Promise<Transition> {
  const scope = scopeOf(call, call.input, states);
  const assigned = isObject(source.Assign) ? await evaluateJsonata(source.Assign, `${prefix}Assign`, scope) : undefined;
  const output =
    source.Output === undefined ? result : new Payload(await evaluateJsonata(source.Output, `${prefix}Output`, scope));
  return bounded(call, { output, next, ...(isObject(assigned) ? { assigned } : {}) });
}

function concludeJsonPath(
  call: StateCall,
  result: Payload,
  next: string | undefined,
  source: JsonObject,
  plain: boolean,
): Transition {
  const selected =
    source.ResultSelector === undefined
      ? result
      : new Payload(evaluateTemplate(source.ResultSelector, scopeOf(call, result)));
  const assigned = isObject(source.Assign) ? evaluateTemplate(source.Assign, scopeOf(call, selected)) : undefined;
  const combined = plain ? selected : placeResult(source.ResultPath, call.input, selected);
  if (!plain) {
    call.run.inspect?.('afterResultSelector', selected.text);
    call.run.inspect?.('afterResultPath', combined.text);
  }
  // A catcher has no OutputPath of its own, and the state's does not apply to it.
  const output = source === call.state ? select(call, 'OutputPath', combined) : combined;
  return { output, next, ...(isObject(assigned) ? { assigned } : {}) };
}

export const tooLarge = (call: StateCall): StateFailure =>
  new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${call.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** ResultPath: where the result goes in the input. */
export function placeResult(path: Json | undefined, input: Payload, result: Payload): Payload {
  if (path === undefined || path === '$') return result;
  if (path === null) return input;
  const keys = keysOf(String(path));
  const place = (at: Json | undefined, depth: number): Json => {
    const key = keys[depth];
    if (key === undefined) return result.value;
    if (typeof key === 'number') {
      if (!Array.isArray(at) || key >= at.length) throw unplaceable(String(path), input);
      return at.with(key, place(at[key], depth + 1));
    }
    if (at !== undefined && !isObject(at)) throw unplaceable(String(path), input);
    return { ...at, [key]: place(at?.[key], depth + 1) };
  };
  return new Payload(place(input.value, 0));
}

const known = new Map<string, (string | number)[]>();

/** Names and indexes on the way that a reference path takes. */
function keysOf(path: string): (string | number)[] {
  const found = known.get(path);
  if (found) return found;
  const keys = pathOf(path).steps.map((step) => {
    if (step.kind === 'names' && step.names.length === 1) return step.names[0] ?? '';
    if (step.kind === 'indexes' && step.indexes.length === 1) return step.indexes[0] ?? 0;
    throw runtimeError(`ResultPath '${path}' is not a reference path`);
  });
  known.set(path, keys);
  return keys;
}

const unplaceable = (path: string, input: Payload) =>
  stateError('States.ResultPathMatchFailure', `Unable to apply ReferencePath ${path} to input ${input.text}`);

/** The state that follows; undefined at the end. */
export const following = (fields: JsonObject): string | undefined =>
  fields.End === true || typeof fields.Next !== 'string' ? undefined : fields.Next;
