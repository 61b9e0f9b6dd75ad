import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { alarmAnswer } from './alarmAnswer.ts';
import type { Alarms } from './alarms.ts';
import { metricIdOf } from './metricIdOf.ts';
import { type MetricStore, metricKey } from './metricStore.ts';

export const describeAlarmsForMetric = (_store: MetricStore, alarms: Alarms) =>
  operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput>({
    name: 'DescribeAlarmsForMetric',
    accepts: ['MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic', 'Dimensions', 'Period', 'Unit'],
    required: ['MetricName', 'Namespace'],
    run(input) {
      const wanted = metricKey(metricIdOf(input));
      const rest = ['Statistic', 'ExtendedStatistic', 'Period', 'Unit'] as const;
      const found = alarms
        .list()
        .flatMap((alarm) =>
          alarm.kind === 'metric' &&
          metricKey(metricIdOf(alarm.config)) === wanted &&
          rest.every((name) => input[name] === undefined || input[name] === alarm.config[name])
            ? [alarmAnswer(alarm)]
            : [],
        );
      return { MetricAlarms: found };
    },
  });
