import { QualityError } from '../errors.ts';
import type { Past } from './numbers.ts';

type Value = number | readonly number[];

const list = (value: Value | undefined): readonly number[] =>
  value === undefined ? [] : typeof value === 'number' ? [value] : value;

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Of a sample; of one value it is 0. */
const deviation = (values: readonly number[]): number => {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
};

/** With the values between two neighbours on a line. */
const percentile = (values: readonly number[], percent: number): number => {
  const sorted = ascending(values);
  const place = ((sorted.length - 1) * percent) / 100;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
};

const OF_LIST: Readonly<Record<string, (values: readonly number[]) => number>> = {
  avg: mean,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  sum,
  std: deviation,
  median: (values) => percentile(values, 50),
  size: (values) => values.length,
};

/** Functions that conditions may use, for the list of what is supported. */
export const PAST_FUNCTIONS: readonly string[] = [
  ...Object.keys(OF_LIST),
  'last',
  'index',
  'percentile',
  'abs',
  'multiply',
];

/** A function of past results (`last(10)`, `avg(…)`), or of numbers. */
export const callFunction = (name: string, operands: readonly Value[], past: () => Past): Value => {
  const lower = name.toLowerCase();
  if (lower === 'last') return last(list(operands[0] ?? 1)[0] ?? 1, past());
  const ofList = OF_LIST[lower];
  if (ofList !== undefined) return ofList(needed(name, operands.flatMap(list)));
  if (lower === 'index') {
    const values = needed(name, list(operands[0]));
    const place = list(operands[1])[0] ?? 0;
    const found = values[place];
    if (found !== undefined) return found;
    throw new QualityError(
      'RuleNotSupported',
      `index ${place} is outside of the ${values.length} past results there are`,
    );
  }
  if (lower === 'percentile') return percentile(needed(name, list(operands[0])), list(operands[1])[0] ?? 50);
  if (lower === 'abs') return Math.abs(list(operands[0])[0] ?? Number.NaN);
  if (lower === 'multiply') return operands.flatMap(list).reduce((product, value) => product * value, 1);
  throw new QualityError('RuleNotSupported', `there is no function ${name}; there are ${PAST_FUNCTIONS.join(', ')}`);
};

/** The last so many results, the newest first; fewer where there are fewer. */
const last = (count: number, past: Past): number[] => past.slice(-count).reverse();

const needed = (name: string, values: readonly number[]): readonly number[] => {
  if (values.length > 0) return values;
  throw new QualityError('RuleNotSupported', `${name} has no past results to look at yet`);
};
