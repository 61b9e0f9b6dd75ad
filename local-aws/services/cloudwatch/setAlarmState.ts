import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import { invalidParameter } from './invalid.ts';
import type { MetricStore } from './metricStore.ts';

export const setAlarmState = (_store: MetricStore, alarms: Alarms) =>
  operation<SetAlarmStateInput, void>({
    name: 'SetAlarmState',
    accepts: ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'],
    required: ['AlarmName', 'StateValue', 'StateReason'],
    access: ({ AlarmName }, call) => alarmAccess('SetAlarmState', [AlarmName], call),
    run({ AlarmName = '', StateValue = 'OK', StateReason = '', StateReasonData }) {
      if (!['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(StateValue))
        throw invalidParameter(`StateValue ${StateValue} is none.`);
      alarms.setState(alarms.alarm(AlarmName), StateValue, StateReason, StateReasonData);
    },
  });
