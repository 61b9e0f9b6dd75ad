import type { ListScheduleGroupsInput, ListScheduleGroupsOutput } from '@aws-sdk/client-scheduler';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { groupAnswer } from './getScheduleGroup.ts';
import type { Schedules } from './schedules.ts';

export const listScheduleGroups = (schedules: Schedules) =>
  operation<ListScheduleGroupsInput, ListScheduleGroupsOutput>({
    name: 'ListScheduleGroups',
    accepts: ['NamePrefix', 'NextToken', 'MaxResults'],
    run({ NamePrefix, NextToken, MaxResults }) {
      const { items, nextToken } = page(schedules.groups(NamePrefix), ({ name }) => name, {
        token: NextToken,
        limit: MaxResults,
        defaultLimit: 100,
        tokenError: 'ValidationException',
      });
      return { ScheduleGroups: items.map(groupAnswer), NextToken: nextToken };
    },
  });
