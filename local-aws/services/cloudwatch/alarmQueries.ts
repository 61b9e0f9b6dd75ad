import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

/** An alarm as queries, of which one returns data: a plain metric becomes a query of its own. */
export function alarmQueries(config: PutMetricAlarmInput): MetricDataQuery[] {
  if (config.Metrics) return config.Metrics;
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = config;
  const Stat = Statistic ?? ExtendedStatistic;
  return [
    { Id: 'm', ReturnData: true, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat, Unit } },
  ];
}

/** The period by which the alarm is evaluated, in ms. */
export const alarmPeriodMs = (config: PutMetricAlarmInput): number =>
  (config.Period ??
    Math.max(...alarmQueries(config).map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0))) * 1000;
