import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { alarmPeriodMs } from './alarmQueries.ts';
import type { AlarmState } from './alarmRecord.ts';
import type { Series } from './math/series.ts';

/** What an evaluation finds. `state` is undefined where the alarm stays as it is. */
export interface Assessment {
  state: AlarmState | undefined;
  reason: string;
  /** The data points of the evaluated periods, newest first; undefined where there is none. */
  values: (number | undefined)[];
}

/** AWS looks at more periods than it evaluates, so that late data points are not missed. */
const lookback = 2;

/** Starts of the periods that an evaluation at `at` looks at, newest first. */
export const windowsOf = (config: PutMetricAlarmInput, at: number): number[] =>
  Array.from(
    { length: (config.EvaluationPeriods ?? 1) + lookback },
    (_, index) => at - (index + 1) * alarmPeriodMs(config),
  );

const comparisons: Readonly<
  Record<string, { words: string; breaches: (value: number, threshold: number) => boolean }>
> = {
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    breaches: (value, threshold) => value >= threshold,
  },
  GreaterThanThreshold: { words: 'greater than', breaches: (value, threshold) => value > threshold },
  LessThanOrEqualToThreshold: { words: 'less than or equal to', breaches: (value, threshold) => value <= threshold },
  LessThanThreshold: { words: 'less than', breaches: (value, threshold) => value < threshold },
};

export const comparisonNames = Object.keys(comparisons);

/**
 * The alarm's state from its data: M of the newest N data points; where fewer than N are there, missing ones count as the alarm says.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function assess(config: PutMetricAlarmInput, series: Series, at: number): Assessment {
  const periods = config.EvaluationPeriods ?? 1;
  const needed = config.DatapointsToAlarm ?? periods;
  const threshold = config.Threshold ?? 0;
  const { words, breaches } = comparisons[config.ComparisonOperator ?? ''] ?? { words: '', breaches: () => false };
  const windows = windowsOf(config, at);
  const present = windows.flatMap((start) => {
    const value = series.get(start);
    return value === undefined ? [] : [{ start, value }];
  });
  const values = windows.slice(0, periods).map((start) => series.get(start));
  const used = present.slice(0, periods);
  const missing = periods - used.length;
  const treat = config.TreatMissingData ?? 'missing';
  const breaching = used.filter(({ value }) => breaches(value, threshold));
  const points = used.map(({ start, value }) => `${decimal(value)} (${stamp(start)})`).join(', ');
  if (used.length === 0 && treat === 'missing')
    return {
      state: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: ${periods} datapoint${periods > 1 ? 's were' : ' was'} unknown.`,
      values,
    };
  if (used.length === 0 && treat === 'ignore') return { state: undefined, reason: '', values };
  const counted = breaching.length + (treat === 'breaching' ? missing : 0);
  const shown = used.length > 0 ? `datapoints [${points}]` : 'datapoints were missing and';
  const text = (count: number, negation: string) =>
    `Threshold Crossed: ${count} out of the last ${periods} ${shown} ${count === 1 ? 'was' : 'were'} ${negation}${words} the threshold (${decimal(threshold)})`;
  if (
    counted >= needed ||
    (treat === 'missing' && breachesSince(values, needed, (value) => breaches(value, threshold)))
  )
    return {
      state: 'ALARM',
      reason: `${text(counted, '')} (minimum ${needed} datapoint${needed > 1 ? 's' : ''} for OK -> ALARM transition).`,
      values,
    };
  if (treat === 'ignore' && missing > 0 && counted + missing >= needed) return { state: undefined, reason: '', values };
  return {
    state: 'OK',
    reason: `${text(periods - counted, 'not ')} (minimum ${periods - needed + 1} datapoint${periods - needed > 0 ? 's' : ''} for ALARM -> OK transition).`,
    values,
  };
}

/** AWS's rule for sparse data: the oldest breaching point is old enough, and nothing newer but breaching or missing points. */
function breachesSince(
  values: readonly (number | undefined)[],
  needed: number,
  breaches: (value: number) => boolean,
): boolean {
  const oldest = values.findLastIndex((value) => value !== undefined && breaches(value));
  return oldest + 1 >= needed && values.slice(0, oldest).every((value) => value === undefined || breaches(value));
}

const decimal = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** As CloudWatch writes times in a reason: `22/11/26 02:30:00`. */
const stamp = (at: number) => {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
};
