import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import type { Cloud } from '../../cloud.ts';
import type { ScheduleRecord } from './records.ts';

/** What is stored of a request to create or update a schedule. */
export function recordOf(input: CreateScheduleInput, cloud: Cloud, before?: ScheduleRecord): ScheduleRecord {
  const { Name = '', GroupName = 'default', Target: target, FlexibleTimeWindow: window } = input;
  const now = cloud.clock.now();
  return {
    name: Name,
    group: GroupName,
    arn: cloud.arn('scheduler', `schedule/${GroupName}/${Name}`),
    expression: input.ScheduleExpression ?? '',
    zone: input.ScheduleExpressionTimezone ?? 'UTC',
    startAt: input.StartDate?.getTime(),
    endAt: input.EndDate?.getTime(),
    description: input.Description,
    state: input.State ?? 'ENABLED',
    kmsKeyArn: input.KmsKeyArn,
    target: target ?? { Arn: '', RoleArn: '' },
    window: window ?? { Mode: 'OFF' },
    afterCompletion: input.ActionAfterCompletion ?? 'NONE',
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
  };
}
