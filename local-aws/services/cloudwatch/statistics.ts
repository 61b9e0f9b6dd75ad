import { invalidParameter } from './invalid.ts';
import type { Sample } from './metricStore.ts';

/** A statistic over samples; undefined where the samples cannot tell it (a percentile of statistic sets). */
export type StatisticFunction = (samples: readonly Sample[]) => number | undefined;

const sum = (samples: readonly Sample[], of: (sample: Sample) => number) =>
  samples.reduce((total, sample) => total + of(sample), 0);

export const basicStatistics: Readonly<Record<string, StatisticFunction>> = {
  Average: (samples) => sum(samples, (each) => each.sum) / sum(samples, (each) => each.count),
  Maximum: (samples) => samples.reduce((most, { max }) => Math.max(most, max), Number.NEGATIVE_INFINITY),
  Minimum: (samples) => samples.reduce((least, { min }) => Math.min(least, min), Number.POSITIVE_INFINITY),
  SampleCount: (samples) => sum(samples, (each) => each.count),
  Sum: (samples) => sum(samples, (each) => each.sum),
};

/** `Average`, `Sum`, …, or a percentile such as `p99` or `p99.9`. Throws `InvalidParameterValueException`. */
export function parseStatistic(name: string): StatisticFunction {
  const known = basicStatistics[name];
  if (known) return known;
  const rank = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  if (rank === undefined)
    throw invalidParameter(
      `The statistic "${name}" is not supported by local-aws; supported: ${Object.keys(basicStatistics).join(', ')}, p0 to p100.`,
    );
  return (samples) => percentile(samples, Number(rank));
}

/** By linear interpolation between the neighbouring values. */
function percentile(samples: readonly Sample[], rank: number): number | undefined {
  if (samples.some(({ min, max }) => min !== max)) return undefined;
  const ordered = samples.toSorted((left, right) => left.min - right.min);
  const count = sum(ordered, (each) => each.count);
  const position = ((count - 1) * rank) / 100;
  const valueAt = (index: number) => {
    let passed = 0;
    for (const sample of ordered) {
      passed += sample.count;
      if (index < passed) return sample.min;
    }
    return ordered.at(-1)?.min ?? 0;
  };
  const low = valueAt(Math.floor(position));
  return low + (valueAt(Math.ceil(position)) - low) * (position - Math.floor(position));
}

/** The statistic of each period that has samples, by the period's start. `origin` is where a period begins. */
export function bucketed(
  samples: readonly Sample[],
  periodMs: number,
  statistic: StatisticFunction,
  origin = 0,
): Map<number, number> {
  const buckets = new Map<number, Sample[]>();
  for (const sample of samples) {
    const start = origin + Math.floor((sample.at - origin) / periodMs) * periodMs;
    const bucket = buckets.get(start);
    if (bucket) bucket.push(sample);
    else buckets.set(start, [sample]);
  }
  const values = new Map<number, number>();
  for (const [start, bucket] of buckets) {
    const value = statistic(bucket);
    if (value !== undefined) values.set(start, value);
  }
  return values;
}
