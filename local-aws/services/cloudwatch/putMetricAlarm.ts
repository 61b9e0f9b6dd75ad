import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import { comparisonNames } from './assess.ts';
import { checkActions } from './checkActions.ts';
import { checkPeriod, checkQueries } from './checkQueries.ts';
import { invalidParameter } from './invalid.ts';
import type { MetricStore } from './metricStore.ts';
import { parseStatistic } from './statistics.ts';

export const putMetricAlarm = (_store: MetricStore, alarms: Alarms) =>
  operation<PutMetricAlarmInput, void>({
    name: 'PutMetricAlarm',
    accepts: [
      'AlarmName',
      'AlarmDescription',
      'ActionsEnabled',
      'OKActions',
      'AlarmActions',
      'InsufficientDataActions',
      'MetricName',
      'Namespace',
      'Statistic',
      'ExtendedStatistic',
      'Dimensions',
      'Period',
      'Unit',
      'EvaluationPeriods',
      'DatapointsToAlarm',
      'Threshold',
      'ComparisonOperator',
      'TreatMissingData',
      'Metrics',
      'Tags',
    ],
    inert: ['EvaluateLowSampleCountPercentile'],
    required: ['AlarmName', 'EvaluationPeriods', 'ComparisonOperator'],
    access: ({ AlarmName }, call) => alarmAccess('PutMetricAlarm', [AlarmName], call),
    run(input, { cloud }) {
      checkAlarm(input);
      const { AlarmName: name = '', Tags: list, ...config } = input;
      const now = cloud.clock.now();
      const known = alarms.find(name);
      if (known?.kind === 'composite') throw invalidParameter(`${name} is a composite alarm.`);
      alarms.configure({
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        reasonData: '',
        stateAt: now,
        transitionedAt: now,
        tags: tagsOf(list),
        ...known,
        kind: 'metric',
        name,
        arn: cloud.arn('cloudwatch', `alarm:${name}`),
        configuredAt: now,
        actionsEnabled: config.ActionsEnabled ?? true,
        config: { AlarmName: name, ...config },
      });
    },
  });

function checkAlarm(input: PutMetricAlarmInput): void {
  checkActions(input.OKActions, input.AlarmActions, input.InsufficientDataActions);
  if (!comparisonNames.includes(input.ComparisonOperator ?? ''))
    throw invalidParameter(
      `ComparisonOperator ${input.ComparisonOperator} is not supported by local-aws; supported: ${comparisonNames.join(', ')}.`,
    );
  if (input.Threshold === undefined) throw invalidParameter('Threshold is needed.');
  const { EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods, TreatMissingData = 'missing' } = input;
  if (!(EvaluationPeriods >= 1 && DatapointsToAlarm >= 1 && DatapointsToAlarm <= EvaluationPeriods))
    throw invalidParameter('DatapointsToAlarm must be from 1 to EvaluationPeriods.');
  if (!['breaching', 'notBreaching', 'ignore', 'missing'].includes(TreatMissingData))
    throw invalidParameter('TreatMissingData must be breaching, notBreaching, ignore or missing.');
  if ((input.Metrics === undefined) === (input.MetricName === undefined))
    throw new AwsError('InvalidParameterCombinationException', 'Exactly one of MetricName and Metrics is needed.');
  if (input.Metrics) {
    checkQueries(input.Metrics);
    if (input.Metrics.filter(({ ReturnData }) => ReturnData !== false).length !== 1)
      throw invalidParameter('Exactly one element of the metrics list should return data.');
  } else checkMetric(input);
  const seconds = (input.Period ?? 60) * EvaluationPeriods;
  if (seconds > ((input.Period ?? 0) >= 3600 ? 7 : 1) * 86_400)
    throw invalidParameter(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400; a week for periods of an hour and more).',
    );
}

function checkMetric({ Namespace, Period, Statistic, ExtendedStatistic }: PutMetricAlarmInput): void {
  if (!Namespace) throw invalidParameter('Namespace is needed.');
  checkPeriod(Period, 'Period');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    throw new AwsError(
      'InvalidParameterCombinationException',
      'Exactly one of Statistic and ExtendedStatistic is needed.',
    );
  parseStatistic(Statistic ?? ExtendedStatistic ?? '');
}
