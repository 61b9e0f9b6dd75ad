import { MathError } from './mathError.ts';
import type { Node } from './parse.ts';
import type { MathScope } from './scope.ts';
import { isList, type MathValue, map, mapValue, type Series } from './series.ts';

type MathFunction = (operands: readonly Node[], scope: MathScope) => MathValue;

/** A function over one operand. */
const each =
  (apply: (value: number) => number): MathFunction =>
  ([operand], scope) =>
    mapValue(evaluate(operand, scope), apply);

/** Over several series it gives a series, over one series a number. */
const reduce =
  (apply: (values: readonly number[]) => number): MathFunction =>
  ([operand], scope) => {
    const value = evaluate(operand, scope);
    if (typeof value === 'number') return value;
    if (!isList(value)) return value.size === 0 ? new Map() : apply([...value.values()]);
    const times = [...new Set(value.flatMap((series) => [...series.keys()]))].sort((a, b) => a - b);
    return new Map(times.map((at) => [at, apply(value.flatMap((series) => series.get(at) ?? []))]));
  };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const mathFunctions = {
  ABS: each(Math.abs),
  AVG: reduce((values) => sum(values) / values.length),
  CEIL: each(Math.ceil),
  DIFF: ([operand], scope) => {
    const points = [...seriesOf(evaluate(operand, scope))].sort(([a], [b]) => a - b);
    return new Map(points.slice(1).map(([at, value], index) => [at, value - (points[index]?.[1] ?? 0)]));
  },
  FILL: ([operand, filler], scope) => {
    const series = seriesOf(evaluate(operand, scope));
    if (filler?.kind === 'name' && filler.name === 'REPEAT') return repeat(series, scope.periods);
    const value = evaluate(filler, scope);
    if (typeof value !== 'number') throw new MathError('FILL takes a number or REPEAT as its second operand');
    return new Map(scope.periods.map((at) => [at, series.get(at) ?? value]));
  },
  FLOOR: each(Math.floor),
  IF: ([condition, yes, no], scope) =>
    choose(evaluate(condition, scope), evaluate(yes, scope), no && evaluate(no, scope)),
  MAX: reduce((values) => Math.max(...values)),
  METRICS: ([part], scope) => scope.metrics(part?.kind === 'text' ? part.text : ''),
  METRIC_COUNT: ([operand], scope) => {
    const value = evaluate(operand, scope);
    return isList(value) ? value.length : 1;
  },
  MIN: reduce((values) => Math.min(...values)),
  PERIOD: (_operands, scope) => scope.periodMs / 1000,
  RUNNING_SUM: ([operand], scope) => {
    let total = 0;
    return map(seriesOf(evaluate(operand, scope)), (value) => {
      total += value;
      return total;
    });
  },
  SUM: reduce(sum),
} satisfies Record<string, MathFunction>;

export const isMathFunction = (name: string): name is keyof typeof mathFunctions => Object.hasOwn(mathFunctions, name);

function evaluate(node: Node | undefined, scope: MathScope): MathValue {
  if (!node) throw new MathError('a function lacks an operand');
  return scope.evaluate(node);
}

function seriesOf(value: MathValue): Series {
  if (value instanceof Map) return value;
  throw new MathError('expected a single metric');
}

function repeat(series: Series, periods: readonly number[]): Series {
  const filled = new Map<number, number>();
  let last: number | undefined;
  for (const at of periods) {
    last = series.get(at) ?? last;
    if (last !== undefined) filled.set(at, last);
  }
  return filled;
}

function choose(condition: MathValue, yes: MathValue, no: MathValue | undefined): MathValue {
  if (isList(condition) || isList(yes) || isList(no ?? 0)) throw new MathError('IF takes numbers and single metrics');
  const pick = (value: MathValue | undefined, at: number) =>
    typeof value === 'number' ? value : (value as Series | undefined)?.get(at);
  if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? new Map());
  const points = [...condition].flatMap(([at, holds]): [number, number][] => {
    const value = pick(holds !== 0 ? yes : no, at);
    return value === undefined ? [] : [[at, value]];
  });
  return new Map(points);
}
