import { runtimeError } from '../failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { PathNotFound } from '../query/jsonpath/evaluatePath.ts';
import { resolvePath } from '../query/resolvePath.ts';
import type { Scope } from '../query/scope.ts';
import { comparisons, patterns, typeTests } from './operators.ts';

/** Whether a choice rule of a JSONPath state holds. Fails with `States.Runtime` for a variable that is not there. */
export function matchesRule(rule: JsonObject, scope: Scope): boolean {
  if (Array.isArray(rule.And)) return rule.And.every((part) => isObject(part) && matchesRule(part, scope));
  if (Array.isArray(rule.Or)) return rule.Or.some((part) => isObject(part) && matchesRule(part, scope));
  if (isObject(rule.Not)) return !matchesRule(rule.Not, scope);
  const variable = String(rule.Variable);
  for (const [name, expected] of Object.entries(rule)) {
    const test = typeTests[name];
    if (test) return test(name === 'IsPresent' ? find(variable, scope) : require(variable, scope)) === expected;
    const comparison = comparisons[name] ?? patterns[name];
    if (comparison) return comparison(require(variable, scope), expected);
    const byPath = name.endsWith('Path') ? comparisons[name.slice(0, -4)] : undefined;
    if (byPath) return byPath(require(variable, scope), require(String(expected), scope));
  }
  return false;
}

function find(path: string, scope: Scope): Json | undefined {
  try {
    return resolvePath(path, scope);
  } catch (error) {
    if (error instanceof PathNotFound) return undefined;
    throw error;
  }
}

function require(path: string, scope: Scope): Json {
  const value = find(path, scope);
  if (value === undefined) {
    throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  }
  return value;
}
