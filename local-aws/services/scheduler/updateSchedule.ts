import type { UpdateScheduleInput, UpdateScheduleOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { checkAssumable } from './checkAssumable.ts';
import { checkSchedule } from './checkSchedule.ts';
import { recordOf } from './recordOf.ts';
import { passRole, scheduleAccess } from './scheduleAccess.ts';
import type { Schedules } from './schedules.ts';

export const updateSchedule = (schedules: Schedules) =>
  operation<UpdateScheduleInput, UpdateScheduleOutput>({
    name: 'UpdateSchedule',
    accepts: [
      'Name',
      'GroupName',
      'ScheduleExpression',
      'StartDate',
      'EndDate',
      'Description',
      'ScheduleExpressionTimezone',
      'State',
      'Target',
      'FlexibleTimeWindow',
      'ActionAfterCompletion',
    ],
    inert: ['KmsKeyArn', 'ClientToken'],
    required: ['Name', 'ScheduleExpression', 'Target', 'FlexibleTimeWindow'],
    access: ({ Name, GroupName, Target: target }, call) => [
      ...scheduleAccess('UpdateSchedule', GroupName, Name, call),
      ...passRole(target?.RoleArn),
    ],
    run(input, { cloud }) {
      const before = schedules.schedule(input.GroupName, input.Name ?? '');
      checkSchedule(input, cloud);
      checkAssumable(cloud, input.Target?.RoleArn ?? '');
      schedules.save(recordOf(input, cloud, before));
      return { ScheduleArn: before.arn };
    },
  });
