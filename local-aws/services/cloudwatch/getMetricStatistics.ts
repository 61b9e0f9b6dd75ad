import type { GetMetricStatisticsInput, GetMetricStatisticsOutput, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkPeriod } from './checkQueries.ts';
import { invalidParameter } from './invalid.ts';
import { metricIdOf } from './metricIdOf.ts';
import type { MetricStore } from './metricStore.ts';
import { bucketed, parseStatistic } from './statistics.ts';

/** AWS's limit of an answer. */
const most = 1440;

export const getMetricStatistics = (store: MetricStore) =>
  operation<GetMetricStatisticsInput, GetMetricStatisticsOutput>({
    name: 'GetMetricStatistics',
    accepts: [
      'Namespace',
      'MetricName',
      'Dimensions',
      'StartTime',
      'EndTime',
      'Period',
      'Statistics',
      'ExtendedStatistics',
      'Unit',
    ],
    required: ['Namespace', 'MetricName', 'StartTime', 'EndTime', 'Period'],
    run(input) {
      const { StartTime, EndTime, Period = 60, Statistics = [], ExtendedStatistics = [], Unit } = input;
      checkPeriod(Period, 'Period');
      const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
      if (from >= to) throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
      if (Statistics.length + ExtendedStatistics.length === 0)
        throw new AwsError(
          'InvalidParameterCombinationException',
          'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
        );
      if ((to - from) / (Period * 1000) > most)
        throw new AwsError(
          'InvalidParameterCombinationException',
          `You have requested more than ${most} datapoints; use a longer Period or a shorter time.`,
        );
      const origin = Math.floor(from / 60_000) * 60_000;
      const samples = store.samples(metricIdOf(input), origin, to, Unit);
      const series = (name: string) => bucketed(samples, Period * 1000, parseStatistic(name), origin);
      const plain = Statistics.map((name) => ({ name, values: series(name) }));
      const extended = ExtendedStatistics.map((name) => ({ name, values: series(name) }));
      const times = [...new Set([...plain, ...extended].flatMap(({ values }) => [...values.keys()]))].sort(
        (a, b) => a - b,
      );
      const pick = (list: typeof extended, at: number) =>
        Object.fromEntries(list.flatMap(({ name, values }) => (values.has(at) ? [[name, values.get(at) ?? 0]] : [])));
      const Datapoints = times.map((at) => ({
        Timestamp: new Date(at),
        Unit: (samples.find((sample) => sample.at >= at)?.unit ?? 'None') as StandardUnit,
        ...pick(plain as typeof extended, at),
        ...(extended.length > 0 ? { ExtendedStatistics: pick(extended, at) } : {}),
      }));
      return { Label: input.MetricName, Datapoints };
    },
  });
