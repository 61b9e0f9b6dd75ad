import jsonata from 'jsonata';
import { queryError } from '../failure.ts';
import { isObject, type Json, type JsonObject, setMember, typeName } from '../json.ts';
import { jsonataFunctions } from './jsonataFunctions.ts';
import type { Scope } from './scope.ts';

const compiled = new Map<string, jsonata.Expression>();

/** The expression inside `{% … %}`, or undefined for a text that is none. */
export const expressionOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') ? value.slice(2, -2).trim() : undefined;

function compile(expression: string): jsonata.Expression {
  const known = compiled.get(expression);
  if (known) return known;
  const parsed = jsonata(expression);
  if (compiled.size > 5_000) compiled.clear();
  compiled.set(expression, parsed);
  return parsed;
}

/** Why the expression does not parse, in the package's own words, or undefined. */
export function syntaxProblem(expression: string): string | undefined {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A value of a JSONata state in which every `{% … %}` is evaluated. `field` is what the cause of a failure names. */
export async function evaluateJsonata(value: Json, field: string, scope: Scope): Promise<Json> {
  if (typeof value === 'string') {
    const expression = expressionOf(value);
    return expression === undefined ? value : await evaluateExpression(expression, field, scope);
  }
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries()) items.push(await evaluateJsonata(item, `${field}[${index}]`, scope));
    return items;
  }
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    setMember(result, name, await evaluateJsonata(member, `${field}/${name}`, scope));
  }
  return result;
}

async function evaluateExpression(expression: string, field: string, scope: Scope): Promise<Json> {
  const subject = `The JSONata expression '${expression}' specified for the field '${field}'`;
  let result: unknown;
  try {
    const bindings = { ...scope.variables.all(), ...jsonataFunctions(scope.services), states: statesOf(scope) };
    result = await compile(expression).evaluate(undefined, bindings);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw queryError(
      code
        ? `${subject} threw an error during evaluation. ${code}: ${message}`
        : `${subject} threw an error during evaluation: ${message}`,
      field,
    );
  }
  if (result === undefined) throw queryError(`${subject} returned nothing (undefined).`, field);
  const plain = toJson(result);
  if (plain === undefined) throw queryError(`${subject} returned an unsupported result type.`, field);
  return plain;
}

function statesOf(scope: Scope): JsonObject {
  const { input = scope.input.value, result, errorOutput } = scope.states ?? {};
  const states: JsonObject = { input, context: scope.context() };
  if (result !== undefined) states.result = result;
  if (errorOutput !== undefined) states.errorOutput = errorOutput;
  return states;
}

/** A plain copy without the package's marks on its lists; undefined when a function or another foreign thing is in it. */
function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value + 0;
  if (
    typeof value !== 'object' ||
    value instanceof RegExp ||
    '_jsonata_lambda' in value ||
    '_jsonata_function' in value
  ) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const plain = toJson(item);
      if (plain === undefined) return undefined;
      items.push(plain);
    }
    return items;
  }
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plain = toJson(member);
    if (plain === undefined) return undefined;
    setMember(result, name, plain);
  }
  return result;
}

/** The value, when it is of that type; otherwise the failure of its field. */
export function requireType<T extends Json>(value: Json, source: Json, field: string, type: string): T {
  if (typeName(value) === type) return value as T;
  const expression = expressionOf(source) ?? JSON.stringify(source);
  throw queryError(
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. ` +
      `Expected '${type}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}
