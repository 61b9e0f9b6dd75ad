import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../service.ts';
import { alarmAccess } from './alarmAccess.ts';
import type { Alarms } from './alarms.ts';
import type { MetricStore } from './metricStore.ts';

export const deleteAlarms = (_store: MetricStore, alarms: Alarms) =>
  operation<DeleteAlarmsInput, void>({
    name: 'DeleteAlarms',
    accepts: ['AlarmNames'],
    required: ['AlarmNames'],
    access: ({ AlarmNames }, call) => alarmAccess('DeleteAlarms', AlarmNames, call),
    run({ AlarmNames = [] }) {
      for (const name of AlarmNames) alarms.alarm(name);
      for (const name of AlarmNames) alarms.remove(name);
    },
  });
