import type { CreateScheduleGroupInput, CreateScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Schedules } from './schedules.ts';
import { validation } from './validation.ts';

export const createScheduleGroup = (schedules: Schedules) =>
  operation<CreateScheduleGroupInput, CreateScheduleGroupOutput>({
    name: 'CreateScheduleGroup',
    accepts: ['Name', 'Tags'],
    inert: ['ClientToken'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => [
      { action: 'scheduler:CreateScheduleGroup', resource: cloud.arn('scheduler', `schedule-group/${Name}`) },
    ],
    run({ Name = '', Tags: list }) {
      if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(Name))
        throw validation('Name must have 1 to 64 letters, digits, "-", "_" or ".".');
      if (schedules.findGroup(Name))
        throw new AwsError('ConflictException', `Schedule group ${Name} already exists.`, { status: 409 });
      return { ScheduleGroupArn: schedules.addGroup(Name, tagsOf(list)).arn };
    },
  });
