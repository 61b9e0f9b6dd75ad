import type { DeleteScheduleInput, DeleteScheduleOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { scheduleAccess } from './scheduleAccess.ts';
import type { Schedules } from './schedules.ts';

export const deleteSchedule = (schedules: Schedules) =>
  operation<DeleteScheduleInput, DeleteScheduleOutput>({
    name: 'DeleteSchedule',
    accepts: ['Name', 'GroupName'],
    inert: ['ClientToken'],
    required: ['Name'],
    access: ({ Name, GroupName }, call) => scheduleAccess('DeleteSchedule', GroupName, Name, call),
    run({ Name = '', GroupName }) {
      schedules.remove(schedules.schedule(GroupName, Name));
      return {};
    },
  });
