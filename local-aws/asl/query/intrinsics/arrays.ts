import { equal, type Json } from '../../json.ts';
import { type IntrinsicFunction, IntrinsicProblem, listArgument, wholeArgument } from './intrinsicFunction.ts';

/** Most items that `States.ArrayRange` makes. */
const longestRange = 1000;

export const arrays: Record<string, IntrinsicFunction> = {
  'States.Array': { least: 0, most: Number.POSITIVE_INFINITY, run: (values) => values },

  'States.ArrayPartition': {
    least: 2,
    most: 2,
    run: (values) => partition(listArgument(values, 0), wholeArgument(values, 1)),
  },

  'States.ArrayContains': {
    least: 2,
    most: 2,
    run: (values) => listArgument(values, 0).some((item) => equal(item, values[1] ?? null)),
  },

  'States.ArrayRange': {
    least: 3,
    most: 3,
    run: (values) => range(wholeArgument(values, 0), wholeArgument(values, 1), wholeArgument(values, 2)),
  },

  'States.ArrayGetItem': {
    least: 2,
    most: 2,
    run: (values) => {
      const list = listArgument(values, 0);
      const index = wholeArgument(values, 1);
      const item = index < 0 ? undefined : list[index];
      if (item === undefined) throw new IntrinsicProblem(`Index ${index} out of bounds for length ${list.length}`);
      return item;
    },
  },

  'States.ArrayLength': { least: 1, most: 1, run: (values) => listArgument(values, 0).length },

  'States.ArrayUnique': { least: 1, most: 1, run: (values) => unique(listArgument(values, 0)) },
};

/** Lists of `size` items each, the last as long as there are items. */
export function partition(list: Json[], size: number): Json[] {
  if (size < 1) throw new IntrinsicProblem('The chunk size must be a positive number');
  const chunks: Json[] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}

/** The numbers from `first` to `last`, both included. */
export function range(first: number, last: number, step: number, most = longestRange): number[] {
  if (step === 0) throw new IntrinsicProblem('The step of a range must not be zero');
  if (Math.floor((last - first) / step) + 1 > most) {
    throw new IntrinsicProblem(`A range has at most ${most} items`);
  }
  const numbers: number[] = [];
  for (let number = first; step > 0 ? number <= last : number >= last; number += step) numbers.push(number);
  return numbers;
}

function unique(list: Json[]): Json[] {
  const kept: Json[] = [];
  const seen = new Set<Json>();
  for (const item of list) {
    if (typeof item !== 'object' || item === null) {
      if (seen.has(item)) continue;
      seen.add(item);
    } else if (kept.some((other) => equal(other, item))) continue;
    kept.push(item);
  }
  return kept;
}
