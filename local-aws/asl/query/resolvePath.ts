import { runtimeError } from '../failure.ts';
import type { Json } from '../json.ts';
import { evaluatePath, PathNotFound } from './jsonpath/evaluatePath.ts';
import { type Path, parsePath } from './jsonpath/parsePath.ts';
import type { Scope } from './scope.ts';

const parsed = new Map<string, Path>();

/** A parsed path, remembered: definitions hold few paths and use them often. */
export function pathOf(source: string): Path {
  const known = parsed.get(source);
  if (known) return known;
  const path = parsePath(source);
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(source, path);
  return path;
}

/** What the path points to in the scope. Throws {@link PathNotFound} or `PathSyntaxError`. */
export function resolvePath(source: string, scope: Scope): Json {
  const path = pathOf(source);
  return evaluatePath(path, rootOf(path, scope));
}

function rootOf(path: Path, scope: Scope): Json {
  if (path.root === 'context') return scope.context();
  if (path.root !== 'variable') return scope.input.value;
  const value = scope.variables.get(path.variable ?? '');
  if (value === undefined) throw new PathNotFound(`Variable '${path.variable}' is not defined`);
  return value;
}

/** The path's value for a field that cannot go without: a payload template's member, ErrorPath, SecondsPath, … */
export function requirePath(source: string, field: string, scope: Scope): Json {
  try {
    return resolvePath(source, scope);
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
    const input = source.startsWith('$$') ? JSON.stringify(scope.context()) : scope.input.text;
    throw runtimeError(
      `The JSONPath '${source}' specified for the field '${field}' could not be found in the input '${input}'`,
    );
  }
}

/** InputPath and OutputPath. */
export function selectPath(source: string, scope: Scope): Json {
  try {
    return resolvePath(source, scope);
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
    throw runtimeError(`Invalid path '${source}' : ${error.message}`);
  }
}
