import type { DescribeAlarmHistoryOutput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../../cloud.ts';
import type { Caller } from '../../../service.ts';

const SAGEMAKER: Caller = { kind: 'service', arn: 'sagemaker.amazonaws.com' };
const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;

/**
 * Of the alarms that an update names, those that are or were in ALARM since a time of the clock, and those that do not exist. Looks at the
 * history too: an alarm may have come and gone between two looks. Throws when CloudWatch cannot be asked.
 */
export const alarmsRaised = async (
  cloud: Cloud,
  names: readonly string[],
  since: number,
): Promise<{ raised: string[]; missing: string[] }> => {
  if (names.length === 0) return { raised: [], missing: [] };
  const call = <O>(operation: string, input: object): Promise<O> =>
    cloud.call<O>('cloudwatch', operation, { AlarmTypes, ...input }, SAGEMAKER);
  const now = await call<DescribeAlarmsOutput>('DescribeAlarms', { AlarmNames: [...names] });
  const alarms = [...(now.MetricAlarms ?? []), ...(now.CompositeAlarms ?? [])];
  const raised: string[] = [];
  for (const { AlarmName = '', StateValue } of alarms) {
    if (StateValue === 'ALARM' || (await wasRaised(call, AlarmName, since))) raised.push(AlarmName);
  }
  return { raised, missing: names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name)) };
};

const wasRaised = async (
  call: <O>(operation: string, input: object) => Promise<O>,
  AlarmName: string,
  since: number,
): Promise<boolean> => {
  const { AlarmHistoryItems = [] } = await call<DescribeAlarmHistoryOutput>('DescribeAlarmHistory', {
    AlarmName,
    HistoryItemType: 'StateUpdate',
    StartDate: new Date(since),
  });
  return AlarmHistoryItems.some(({ HistorySummary = '' }) => HistorySummary.endsWith(' to ALARM'));
};
