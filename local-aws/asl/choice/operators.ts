import type { Json } from '../json.ts';
import { compareInstants, parseTimestamp } from '../timestamp.ts';
import { matchesWildcards } from './wildcards.ts';

/** Compares the variable's value with the rule's. */
export type Comparison = (value: Json, expected: Json) => boolean;

type Ordering = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';

const orderings: Record<Ordering, (order: number) => boolean> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  GreaterThan: (order) => order > 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThanEquals: (order) => order >= 0,
};

/** How two values of a kind compare; undefined when one of them is of another kind, which makes every comparison false. */
const orders: Record<string, (value: Json, expected: Json) => number | undefined> = {
  String: (value, expected) =>
    typeof value === 'string' && typeof expected === 'string' ? order(value, expected) : undefined,
  Numeric: (value, expected) =>
    typeof value === 'number' && typeof expected === 'number' ? order(value, expected) : undefined,
  Timestamp: (value, expected) => {
    const first = typeof value === 'string' ? parseTimestamp(value) : undefined;
    const second = typeof expected === 'string' ? parseTimestamp(expected) : undefined;
    return first && second ? compareInstants(first, second) : undefined;
  },
};

const order = <T extends string | number>(first: T, second: T): number =>
  first < second ? -1 : first > second ? 1 : 0;

/** Comparisons by the name of the rule's field; each also has a form ending in `Path`. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  BooleanEquals: (value, expected) => typeof value === 'boolean' && value === expected,
  ...Object.fromEntries(
    Object.entries(orders).flatMap(([kind, compare]) =>
      Object.entries(orderings).map(([name, holds]): [string, Comparison] => [
        `${kind}${name}`,
        (value, expected) => {
          const result = compare(value, expected);
          return result !== undefined && holds(result);
        },
      ]),
    ),
  ),
};

/** Comparisons that have no `Path` form. */
export const patterns: Readonly<Record<string, Comparison>> = {
  StringMatches: (value, expected) =>
    typeof value === 'string' && typeof expected === 'string' && matchesWildcards(value, expected),
};

/** Tests of the value's type; the rule says whether it shall hold. `undefined` is a variable that is not there. */
export const typeTests: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && parseTimestamp(value) !== undefined,
};
