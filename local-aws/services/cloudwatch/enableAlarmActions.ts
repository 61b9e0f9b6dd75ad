import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';
import { setActions } from './setActions.ts';

export const enableAlarmActions = (_store: MetricStore, alarms: Alarms) =>
  operation<EnableAlarmActionsInput, void>({
    name: 'EnableAlarmActions',
    accepts: ['AlarmNames'],
    required: ['AlarmNames'],
    access: ({ AlarmNames }, call) => alarmAccess('EnableAlarmActions', AlarmNames, call),
    run: ({ AlarmNames = [] }) => setActions(alarms, AlarmNames, true),
  });
