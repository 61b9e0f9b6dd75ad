import type { Access, Call } from '../../service.ts';

/** What IAM must allow for an operation on a schedule. */
export const scheduleAccess = (
  name: string,
  group: string | undefined,
  schedule: string | undefined,
  { cloud }: Call,
): Access[] => [
  { action: `scheduler:${name}`, resource: cloud.arn('scheduler', `schedule/${group ?? 'default'}/${schedule}`) },
];

/** The caller hands the target's role to Scheduler. */
export const passRole = (roleArn: string | undefined): Access[] =>
  roleArn === undefined
    ? []
    : [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }];
