import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../../cloud.ts';

/** Of the alarms that an update names, those in ALARM, and those that do not exist. Throws when CloudWatch cannot be asked. */
export const alarmsRaised = async (
  cloud: Cloud,
  names: readonly string[],
): Promise<{ raised: string[]; missing: string[] }> => {
  if (names.length === 0) return { raised: [], missing: [] };
  const answer = await cloud.call<DescribeAlarmsOutput>(
    'cloudwatch',
    'DescribeAlarms',
    { AlarmNames: [...names], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    { kind: 'service', arn: 'sagemaker.amazonaws.com' },
  );
  const alarms = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
  return {
    raised: alarms.filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName = '' }) => AlarmName),
    missing: names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name)),
  };
};
