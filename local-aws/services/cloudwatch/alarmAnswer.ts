import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { AlarmRecord, CompositeAlarmRecord, MetricAlarmRecord } from './alarmRecord.ts';

const common = (alarm: AlarmRecord) => ({
  AlarmArn: alarm.arn,
  AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
  ActionsEnabled: alarm.actionsEnabled,
  OKActions: alarm.config.OKActions ?? [],
  AlarmActions: alarm.config.AlarmActions ?? [],
  InsufficientDataActions: alarm.config.InsufficientDataActions ?? [],
  StateValue: alarm.state,
  StateReason: alarm.reason,
  ...(alarm.reasonData ? { StateReasonData: alarm.reasonData } : {}),
  StateUpdatedTimestamp: new Date(alarm.stateAt),
  StateTransitionedTimestamp: new Date(alarm.transitionedAt),
});

/** A metric alarm as `DescribeAlarms` answers it. */
export const alarmAnswer = (alarm: MetricAlarmRecord): MetricAlarm => ({
  ...alarm.config,
  Dimensions: alarm.config.Dimensions ?? [],
  ...common(alarm),
});

/** A composite alarm as `DescribeAlarms` answers it. */
export const compositeAnswer = (alarm: CompositeAlarmRecord): CompositeAlarm => ({ ...alarm.config, ...common(alarm) });
