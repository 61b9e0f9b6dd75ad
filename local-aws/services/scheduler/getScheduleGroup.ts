import type { GetScheduleGroupInput, GetScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import type { GroupRecord } from './records.ts';
import type { Schedules } from './schedules.ts';

export const getScheduleGroup = (schedules: Schedules) =>
  operation<GetScheduleGroupInput, GetScheduleGroupOutput>({
    name: 'GetScheduleGroup',
    accepts: ['Name'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => [
      { action: 'scheduler:GetScheduleGroup', resource: cloud.arn('scheduler', `schedule-group/${Name}`) },
    ],
    run: ({ Name }) => groupAnswer(schedules.group(Name)),
  });

/** A group as the API answers it. */
export const groupAnswer = (group: GroupRecord): GetScheduleGroupOutput => ({
  Arn: group.arn,
  Name: group.name,
  State: 'ACTIVE',
  CreationDate: new Date(group.createdAt),
  LastModificationDate: new Date(group.modifiedAt),
});
