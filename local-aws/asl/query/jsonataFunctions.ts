import jsonata from 'jsonata';
import type { Json } from '../json.ts';
import { partition, range } from './intrinsics/arrays.ts';
import { hash } from './intrinsics/encodings.ts';
import { IntrinsicProblem } from './intrinsics/intrinsicFunction.ts';
import { seededRandom } from './intrinsics/seededRandom.ts';
import type { QueryServices } from './scope.ts';

/** The functions that Step Functions adds to JSONata, and those of JSONata that the service leaves out or the clock decides. */
export const addedFunctions = ['$partition', '$range', '$hash', '$random', '$uuid', '$parse'] as const;
export const removedFunctions = ['$eval'] as const;

const bound = new WeakMap<QueryServices, Record<string, unknown>>();

/** Bindings of an evaluation. */
export function jsonataFunctions(services: QueryServices): Record<string, unknown> {
  const known = bound.get(services);
  if (known) return known;
  const functions = make(services);
  bound.set(services, functions);
  return functions;
}

const formatTime = jsonata('$fromMillis(millis, picture, timezone)');

function make(services: QueryServices): Record<string, unknown> {
  return {
    partition: (list?: Json, size?: Json) => {
      if (list === undefined) return undefined;
      if (typeof size !== 'number') throw new IntrinsicProblem('Argument 2 of function "partition" must be a number');
      return partition(Array.isArray(list) ? list : [list], Math.trunc(size));
    },
    range: (first?: number, last?: number, step?: number) => {
      if (first === undefined || last === undefined || step === undefined) return undefined;
      return range(Math.trunc(first), Math.trunc(last), Math.trunc(step), Number.POSITIVE_INFINITY);
    },
    hash: (value?: Json, algorithm?: Json) =>
      value === undefined ? undefined : hash(value, typeof algorithm === 'string' ? algorithm : 'SHA-256'),
    random: (seed?: Json) => (typeof seed === 'number' ? seededRandom(seed).fraction() : services.random()),
    uuid: () => services.uuid(),
    parse: (text?: Json) => (text === undefined ? undefined : (JSON.parse(String(text)) as Json)),
    eval: () => {
      throw new IntrinsicProblem('Attempted to invoke a non-function: $eval is not supported');
    },
    millis: () => services.now(),
    now: (picture?: string, timezone?: string) => formatTime.evaluate({ millis: services.now(), picture, timezone }),
  };
}
