import type { CreateScheduleInput, CreateScheduleOutput } from '@aws-sdk/client-scheduler';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkAssumable } from './checkAssumable.ts';
import { checkSchedule } from './checkSchedule.ts';
import { recordOf } from './recordOf.ts';
import { passRole, scheduleAccess } from './scheduleAccess.ts';
import type { Schedules } from './schedules.ts';
import { validation } from './validation.ts';

export const createSchedule = (schedules: Schedules) =>
  operation<CreateScheduleInput, CreateScheduleOutput>({
    name: 'CreateSchedule',
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
      ...scheduleAccess('CreateSchedule', GroupName, Name, call),
      ...passRole(target?.RoleArn),
    ],
    run(input, { cloud }) {
      const { Name = '', GroupName } = input;
      if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(Name))
        throw validation('Name must have 1 to 64 letters, digits, "-", "_" or ".".');
      schedules.group(GroupName);
      checkSchedule(input, cloud);
      checkAssumable(cloud, input.Target?.RoleArn ?? '');
      if (schedules.find(GroupName, Name))
        throw new AwsError('ConflictException', `Schedule ${Name} already exists.`, { status: 409 });
      const schedule = recordOf(input, cloud);
      schedules.save(schedule);
      return { ScheduleArn: schedule.arn };
    },
  });
