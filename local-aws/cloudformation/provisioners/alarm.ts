import { type ProvisionContext, type Provisioner, physical, pick, tagList, text } from '../provisioner.ts';
import type { PhysicalResource } from '../stackRecords.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

const ACTIONS = ['ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'InsufficientDataActions', 'OKActions'];
const METRIC = [
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluateLowSampleCountPercentile',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'MetricName',
  'Metrics',
  'Namespace',
  'Period',
  'Statistic',
  'Threshold',
  'ThresholdMetricId',
  'TreatMissingData',
  'Unit',
];
const COMPOSITE = ['AlarmRule', 'ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod'];

export const alarm = alarmOf('AWS::CloudWatch::Alarm', 'PutMetricAlarm', METRIC, [
  'ComparisonOperator',
  'EvaluationPeriods',
]);
export const compositeAlarm = alarmOf('AWS::CloudWatch::CompositeAlarm', 'PutCompositeAlarm', COMPOSITE, ['AlarmRule']);

function alarmOf(type: string, operation: string, condition: string[], required: string[]): Provisioner {
  const put = async (AlarmName: string, properties: ValueMap, context: ProvisionContext) => {
    const Tags = tagList(properties, context);
    await context.call('cloudwatch', operation, {
      AlarmName,
      ...pick(properties, [...ACTIONS, ...condition]),
      ...(Tags.length > 0 && { Tags }),
    });
  };
  return {
    type,
    properties: ['AlarmName', ...ACTIONS, ...condition, 'Tags'],
    required,
    replaceOn: ['AlarmName'],
    nameProperty: 'AlarmName',
    attributes: ['Arn'],
    create: async (properties, context) => {
      const AlarmName = text(properties, 'AlarmName') ?? context.newName(255);
      await put(AlarmName, properties, context);
      return physical(AlarmName, { Arn: context.cloud.arn('cloudwatch', `alarm:${AlarmName}`) });
    },
    update: async (known: PhysicalResource, properties, _previous, context) => {
      await put(known.physicalId, properties, context);
      return known;
    },
    delete: ({ physicalId }, _properties, { call }) =>
      ignoreMissing(call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] })),
  };
}
