import type { Access, Call } from '../../service.ts';

/** What IAM must allow for an operation on alarms. */
export const alarmAccess = (
  name: string,
  alarms: readonly (string | undefined)[] | undefined,
  { cloud }: Call,
): Access[] =>
  (alarms?.length ? alarms : ['*']).map((alarm) => ({
    action: `cloudwatch:${name}`,
    resource: cloud.arn('cloudwatch', `alarm:${alarm}`),
  }));
