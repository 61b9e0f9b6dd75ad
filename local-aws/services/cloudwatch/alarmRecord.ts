import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Tags } from '../../tags.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

interface Common {
  name: string;
  arn: string;
  state: AlarmState;
  reason: string;
  reasonData: string;
  /** Times are ms since the epoch. */
  stateAt: number;
  transitionedAt: number;
  configuredAt: number;
  actionsEnabled: boolean;
  tags: Tags;
}

/** An alarm on a metric or an expression, as it is stored. */
export interface MetricAlarmRecord extends Common {
  kind: 'metric';
  config: PutMetricAlarmInput;
}

/** An alarm on other alarms. */
export interface CompositeAlarmRecord extends Common {
  kind: 'composite';
  config: PutCompositeAlarmInput;
}

export type AlarmRecord = MetricAlarmRecord | CompositeAlarmRecord;
