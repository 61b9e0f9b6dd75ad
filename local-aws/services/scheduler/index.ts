import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { createSchedule } from './createSchedule.ts';
import { createScheduleGroup } from './createScheduleGroup.ts';
import { deleteSchedule } from './deleteSchedule.ts';
import { deleteScheduleGroup } from './deleteScheduleGroup.ts';
import { getSchedule } from './getSchedule.ts';
import { getScheduleGroup } from './getScheduleGroup.ts';
import { listScheduleGroups } from './listScheduleGroups.ts';
import { listSchedules } from './listSchedules.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { Schedules } from './schedules.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';
import { updateSchedule } from './updateSchedule.ts';

/** Amazon EventBridge Scheduler. Schedules fire by themselves only where the server's `schedule` setting says so. */
export function createScheduler(cloud: Cloud): Service {
  const schedules = new Schedules(cloud);
  return {
    name: 'scheduler',
    protocols: ['restJson'],
    validationError: 'ValidationException',
    operations: {
      CreateSchedule: createSchedule(schedules),
      CreateScheduleGroup: createScheduleGroup(schedules),
      DeleteSchedule: deleteSchedule(schedules),
      DeleteScheduleGroup: deleteScheduleGroup(schedules),
      GetSchedule: getSchedule(schedules),
      GetScheduleGroup: getScheduleGroup(schedules),
      ListScheduleGroups: listScheduleGroups(schedules),
      ListSchedules: listSchedules(schedules),
      ListTagsForResource: listTagsForResource(schedules),
      TagResource: tagResource(schedules),
      UntagResource: untagResource(schedules),
      UpdateSchedule: updateSchedule(schedules),
    },
    started: () => schedules.start(),
    close: () => schedules.close(),
  };
}
