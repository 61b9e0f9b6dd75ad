import type { GetScheduleInput, GetScheduleOutput } from '@aws-sdk/client-scheduler';
import { operation } from '../../service.ts';
import { scheduleAccess } from './scheduleAccess.ts';
import type { Schedules } from './schedules.ts';

export const getSchedule = (schedules: Schedules) =>
  operation<GetScheduleInput, GetScheduleOutput>({
    name: 'GetSchedule',
    accepts: ['Name', 'GroupName'],
    required: ['Name'],
    access: ({ Name, GroupName }, call) => scheduleAccess('GetSchedule', GroupName, Name, call),
    run({ Name = '', GroupName }) {
      const schedule = schedules.schedule(GroupName, Name);
      const date = (at: number | undefined) => (at === undefined ? undefined : new Date(at));
      return {
        Arn: schedule.arn,
        GroupName: schedule.group,
        Name: schedule.name,
        ScheduleExpression: schedule.expression,
        StartDate: date(schedule.startAt),
        EndDate: date(schedule.endAt),
        Description: schedule.description,
        ScheduleExpressionTimezone: schedule.zone,
        State: schedule.state,
        CreationDate: date(schedule.createdAt),
        LastModificationDate: date(schedule.modifiedAt),
        KmsKeyArn: schedule.kmsKeyArn,
        Target: {
          ...schedule.target,
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185, ...schedule.target.RetryPolicy },
        },
        FlexibleTimeWindow: schedule.window,
        ActionAfterCompletion: schedule.afterCompletion,
      };
    },
  });
