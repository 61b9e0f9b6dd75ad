import { equal, isObject, type Json } from '../../json.ts';
import type { Filter, Operand } from './parseFilter.ts';
import type { Path } from './parsePath.ts';

/** What a path inside a filter finds; undefined for nothing. */
export type Resolve = (path: Path, item: Json) => Json | undefined;

/** Whether the item passes the filter. */
export function matches(filter: Filter, item: Json, resolve: Resolve): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, item, resolve));
    case 'or':
      return filter.parts.some((part) => matches(part, item, resolve));
    case 'not':
      return !matches(filter.part, item, resolve);
    case 'exists':
      return resolve(filter.path, item) !== undefined;
    case 'compare':
      return compare(filter.operator, filter.left, filter.right, item, resolve);
  }
}

function compare(operator: string, left: Operand, right: Operand, item: Json, resolve: Resolve): boolean {
  if (right.kind === 'pattern') {
    const text = left.kind === 'path' ? resolve(left.path, item) : undefined;
    return operator === '=~' && typeof text === 'string' && right.pattern.test(text);
  }
  if (left.kind === 'pattern') return false;
  const first = left.kind === 'path' ? resolve(left.path, item) : left.value;
  const second = right.kind === 'path' ? resolve(right.path, item) : right.value;
  if (operator === '!=' || operator === '!==') return !same(first, second);
  if (first === undefined || second === undefined) return false;
  return holds(operator, first, second);
}

const same = (first: Json | undefined, second: Json | undefined): boolean =>
  first === undefined || second === undefined ? first === second : equal(first, second);

function holds(operator: string, first: Json, second: Json): boolean {
  switch (operator) {
    case '==':
    case '===':
      return equal(first, second);
    case '<':
      return ordered(first, second, (order) => order < 0);
    case '<=':
      return ordered(first, second, (order) => order <= 0);
    case '>':
      return ordered(first, second, (order) => order > 0);
    case '>=':
      return ordered(first, second, (order) => order >= 0);
    case 'in':
      return includes(second, first);
    case 'nin':
      return !includes(second, first);
    case 'contains':
      return typeof first === 'string' && typeof second === 'string' ? first.includes(second) : includes(first, second);
    case 'subsetof':
      return Array.isArray(first) && first.every((value) => includes(second, value));
    case 'anyof':
      return Array.isArray(first) && first.some((value) => includes(second, value));
    case 'noneof':
      return Array.isArray(first) && !first.some((value) => includes(second, value));
    case 'size':
      return (typeof first === 'string' || Array.isArray(first)) && first.length === second;
    default:
      return isEmpty(first) === second;
  }
}

const includes = (list: Json, value: Json): boolean => Array.isArray(list) && list.some((item) => equal(item, value));

const isEmpty = (value: Json): boolean =>
  typeof value === 'string' || Array.isArray(value)
    ? value.length === 0
    : isObject(value) && Object.keys(value).length === 0;

function ordered(first: Json, second: Json, test: (order: number) => boolean): boolean {
  if (typeof first === 'number' && typeof second === 'number') return test(first - second);
  if (typeof first === 'string' && typeof second === 'string')
    return test(first < second ? -1 : first > second ? 1 : 0);
  return false;
}
