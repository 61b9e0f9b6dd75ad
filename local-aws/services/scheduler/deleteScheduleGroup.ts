import type { DeleteScheduleGroupInput, DeleteScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import type { Schedules } from './schedules.ts';
import { validation } from './validation.ts';

export const deleteScheduleGroup = (schedules: Schedules) =>
  operation<DeleteScheduleGroupInput, DeleteScheduleGroupOutput>({
    name: 'DeleteScheduleGroup',
    accepts: ['Name'],
    inert: ['ClientToken'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => [
      { action: 'scheduler:DeleteScheduleGroup', resource: cloud.arn('scheduler', `schedule-group/${Name}`) },
    ],
    run({ Name = '' }) {
      if (Name === 'default') throw validation('The default schedule group cannot be deleted.');
      schedules.removeGroup(schedules.group(Name).name);
      return {};
    },
  });
