import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';
import { setActions } from './setActions.ts';

export const disableAlarmActions = (_store: MetricStore, alarms: Alarms) =>
  operation<DisableAlarmActionsInput, void>({
    name: 'DisableAlarmActions',
    accepts: ['AlarmNames'],
    required: ['AlarmNames'],
    access: ({ AlarmNames }, call) => alarmAccess('DisableAlarmActions', AlarmNames, call),
    run: ({ AlarmNames = [] }) => setActions(alarms, AlarmNames, false),
  });
