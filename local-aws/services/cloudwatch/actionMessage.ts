import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../cloud.ts';
import type { AlarmChange } from './alarmActions.ts';

const title = (name: string | undefined) => (name ?? '').replace('SampleCount', 'SAMPLE_COUNT').toUpperCase();

/** What SNS gets from an alarm, as AWS writes it. */
export function actionMessage({ alarm, from }: AlarmChange, cloud: Cloud): string {
  const { config } = alarm;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: config.AlarmDescription ?? null,
    AWSAccountId: cloud.account,
    AlarmConfigurationUpdatedTimestamp: iso(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: iso(alarm.stateAt),
    Region: cloud.region,
    AlarmArn: alarm.arn,
    OldStateValue: from,
    OKActions: config.OKActions ?? [],
    AlarmActions: config.AlarmActions ?? [],
    InsufficientDataActions: config.InsufficientDataActions ?? [],
    ...(alarm.kind === 'composite' ? { AlarmRule: alarm.config.AlarmRule } : { Trigger: trigger(alarm.config) }),
  });
}

function trigger(config: PutMetricAlarmInput): object {
  const evaluation = {
    EvaluationPeriods: config.EvaluationPeriods,
    DatapointsToAlarm: config.DatapointsToAlarm,
    ComparisonOperator: config.ComparisonOperator,
    Threshold: config.Threshold,
    TreatMissingData: config.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: config.EvaluateLowSampleCountPercentile ?? '',
  };
  if (config.Metrics) return { Metrics: config.Metrics, ...evaluation };
  return {
    MetricName: config.MetricName,
    Namespace: config.Namespace,
    StatisticType: config.Statistic ? 'Statistic' : 'ExtendedStatistic',
    ...(config.Statistic ? { Statistic: title(config.Statistic) } : { ExtendedStatistic: config.ExtendedStatistic }),
    Unit: config.Unit ?? null,
    Dimensions: (config.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
    Period: config.Period,
    ...evaluation,
  };
}

const iso = (at: number) => new Date(at).toISOString().replace('Z', '+0000');
