import { isObject, type Json } from '../../json.ts';
import { matches } from './matchFilter.ts';
import type { Path, Step } from './parsePath.ts';
import { pathFunction } from './pathFunction.ts';

/** Nothing lies where the path points; the message is the one that Jayway's library gives. */
export class PathNotFound extends Error {
  override readonly name = 'PathNotFound';
}

/** The path's value: the one it names, or the list of all that it finds. Throws {@link PathNotFound}. */
export function evaluatePath(path: Path, root: Json): Json {
  const { steps } = path;
  if (path.definite) return definite(steps, root);
  let found: Json[] = [root];
  let listed = false;
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'function') {
      const value = listed ? found : (found[0] ?? null);
      found = [pathFunction(step.name, value)];
      listed = false;
      continue;
    }
    // Up to the first step that may find many, a missing member is an error; after it, such an item is left out.
    if (!listed && isSingle(step)) found = [next(steps, index, found[0] ?? null)];
    else {
      const collected: Json[] = [];
      for (const item of found) collect(step, item, root, collected);
      found = collected;
      listed = true;
    }
  }
  return listed ? found : (found[0] ?? null);
}

const isSingle = (step: Step): boolean =>
  (step.kind === 'names' && step.names.length === 1) || (step.kind === 'indexes' && step.indexes.length === 1);

function definite(steps: Step[], root: Json): Json {
  let value = root;
  for (let index = 0; index < steps.length; index++) value = next(steps, index, value);
  return value;
}

function next(steps: Step[], index: number, value: Json): Json {
  const step = steps[index];
  if (step?.kind === 'function') return pathFunction(step.name, value);
  const found = step && single(step, value);
  if (found !== undefined) return found;
  const through = `$${steps
    .slice(0, index + 1)
    .map(written)
    .join('')}`;
  if (index === steps.length - 1 && (isObject(value) || Array.isArray(value))) {
    throw new PathNotFound(`No results for path: ${through}`);
  }
  throw new PathNotFound(`Missing property in path ${through}`);
}

function single(step: Step, value: Json): Json | undefined {
  if (step.kind === 'names') {
    const name = step.names[0] ?? '';
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  // Behind its end a list holds null, to the JSON library that the service uses.
  if (step.kind === 'indexes') return Array.isArray(value) ? (value.at(step.indexes[0] ?? 0) ?? null) : undefined;
  return undefined;
}

function collect(step: Step, value: Json, root: Json, into: Json[]): void {
  switch (step.kind) {
    case 'names':
      collectNames(step.names, value, into);
      return;
    case 'indexes':
      for (const index of step.indexes) {
        const item = Array.isArray(value) ? value.at(index) : undefined;
        if (item !== undefined) into.push(item);
      }
      return;
    case 'slice':
      if (Array.isArray(value)) for (const item of value.slice(step.from ?? 0, step.to)) into.push(item);
      return;
    case 'wildcard':
      if (Array.isArray(value)) for (const item of value) into.push(item);
      else if (isObject(value)) for (const item of Object.values(value)) into.push(item);
      return;
    case 'descendants':
      descend(value, into);
      return;
    case 'filter': {
      const resolve = (path: Path, item: Json) => find(path, path.root === 'item' ? item : root);
      if (Array.isArray(value)) {
        for (const item of value) if (matches(step.filter, item, resolve)) into.push(item);
      } else if (isObject(value) && matches(step.filter, value, resolve)) into.push(value);
      return;
    }
    case 'function':
      into.push(pathFunction(step.name, value));
  }
}

/** Several names give an object of those members, one name its value. */
function collectNames(names: string[], value: Json, into: Json[]): void {
  if (!isObject(value)) return;
  if (names.length > 1) {
    into.push(
      Object.fromEntries(names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] ?? null])),
    );
    return;
  }
  const [name = ''] = names;
  if (Object.hasOwn(value, name)) into.push(value[name] ?? null);
}

function descend(value: Json, into: Json[]): void {
  if (typeof value !== 'object' || value === null) return;
  into.push(value);
  for (const item of Array.isArray(value) ? value : Object.values(value)) descend(item, into);
}

/** A step as Jayway's library writes it in its messages. */
function written(step: Step): string {
  switch (step.kind) {
    case 'names':
      return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
    case 'indexes':
      return `[${step.indexes.join(',')}]`;
    case 'slice':
      return `[${step.from ?? ''}:${step.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'descendants':
      return '..';
    case 'filter':
      return '[?]';
    case 'function':
      return `.${step.name}()`;
  }
}

/** As {@link evaluatePath}, but undefined where there is nothing. */
export function find(path: Path, root: Json): Json | undefined {
  try {
    const value = evaluatePath(path, root);
    return !path.definite && Array.isArray(value) && value.length === 0 ? undefined : value;
  } catch (error) {
    if (error instanceof PathNotFound) return undefined;
    throw error;
  }
}
