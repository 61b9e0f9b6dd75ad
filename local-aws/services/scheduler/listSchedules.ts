import type { ListSchedulesInput, ListSchedulesOutput, ScheduleSummary } from '@aws-sdk/client-scheduler';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { ScheduleRecord } from './records.ts';
import { scheduleAccess } from './scheduleAccess.ts';
import type { Schedules } from './schedules.ts';

export const listSchedules = (schedules: Schedules) =>
  operation<ListSchedulesInput, ListSchedulesOutput>({
    name: 'ListSchedules',
    accepts: ['GroupName', 'NamePrefix', 'State', 'NextToken', 'MaxResults'],
    access: ({ GroupName }, call) => scheduleAccess('ListSchedules', GroupName ?? '*', '*', call),
    run({ GroupName, NamePrefix = '', State, NextToken, MaxResults }) {
      if (GroupName !== undefined) schedules.group(GroupName);
      const found = schedules
        .list(GroupName)
        .filter(({ name, state }) => name.startsWith(NamePrefix) && (State === undefined || state === State));
      const { items, nextToken } = page(found, ({ group, name }) => `${group}/${name}`, {
        token: NextToken,
        limit: MaxResults,
        defaultLimit: 100,
        tokenError: 'ValidationException',
      });
      return { Schedules: items.map(summary), NextToken: nextToken };
    },
  });

const summary = (schedule: ScheduleRecord): ScheduleSummary => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  State: schedule.state,
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.modifiedAt),
  Target: { Arn: schedule.target.Arn },
});
