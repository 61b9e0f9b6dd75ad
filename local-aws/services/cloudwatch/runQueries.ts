import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { invalidParameter } from './invalid.ts';
import { evaluateMath } from './math/evaluate.ts';
import { MathError } from './math/mathError.ts';
import { parseMath } from './math/parse.ts';
import type { MathQueries } from './math/scope.ts';
import type { MathValue, Series } from './math/series.ts';
import { metricIdOf } from './metricIdOf.ts';
import type { MetricStore } from './metricStore.ts';
import { bucketed, parseStatistic } from './statistics.ts';

export interface QueryRange {
  /** ms since the epoch, first included and first not included */
  from: number;
  to: number;
  /** Where a period begins. */
  origin: number;
}

/** Answers queries by their ids: metrics are read, expressions evaluated over them. Throws `InvalidParameterValueException`. */
export function runQueries(
  store: MetricStore,
  queries: readonly MetricDataQuery[],
  range: QueryRange,
): Map<string, Series> {
  const byId = new Map(queries.map((query) => [query.Id ?? '', query]));
  const values = new Map<string, MathValue>();
  const periodMs = Math.max(...queries.map(({ MetricStat, Period }) => (MetricStat?.Period ?? Period ?? 0) * 1000));
  const periods = periodStarts(range, periodMs);
  const evaluating = new Set<string>();
  const value = (id: string): MathValue => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const query = byId.get(id);
    if (!query || evaluating.has(id))
      throw new MathError(query ? `"${id}" depends on itself` : `there is no query "${id}"`);
    evaluating.add(id);
    const made = query.MetricStat ? read(store, query, range) : evaluateMath(parseMath(query.Expression ?? ''), scope);
    values.set(id, made);
    return made;
  };
  const scope: MathQueries = {
    value,
    metrics: (part) =>
      queries
        .filter(({ MetricStat, Id = '' }) => MetricStat && Id.includes(part))
        .map(({ Id = '' }) => value(Id) as Series),
    periods,
    periodMs,
  };
  try {
    return new Map([...byId.keys()].map((id) => [id, asSeries(value(id), periods)]));
  } catch (error) {
    if (error instanceof MathError) throw invalidParameter(`Error in expression: ${error.message}.`);
    throw error;
  }
}

function read(store: MetricStore, { MetricStat }: MetricDataQuery, { from, to, origin }: QueryRange): Series {
  const { Metric = {}, Period = 60, Stat = '', Unit } = MetricStat ?? {};
  const samples = store.samples(metricIdOf(Metric), from, to, Unit);
  return bucketed(samples, Period * 1000, parseStatistic(Stat), origin);
}

function periodStarts({ from, to, origin }: QueryRange, periodMs: number): number[] {
  const starts: number[] = [];
  const first = origin + Math.ceil((from - origin) / periodMs) * periodMs;
  for (let at = first; at < to && starts.length < 100_800; at += periodMs) starts.push(at);
  return starts;
}

function asSeries(value: MathValue, periods: readonly number[]): Series {
  if (typeof value === 'number') return new Map(periods.map((at) => [at, value]));
  if (value instanceof Map) return value;
  throw new MathError('an expression must give a single time series');
}
