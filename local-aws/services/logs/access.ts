import type { Access, Call } from '../../service.ts';

/** What IAM must allow for an operation on a group (`log-group:<name>:log-stream:`) or on one of its streams. */
export const logAccess = (operation: string, group: string | undefined, call: Call, stream = ''): Access[] => [
  {
    action: `logs:${operation}`,
    resource: call.cloud.arn('logs', `log-group:${groupName(group)}:log-stream:${stream}`),
  },
];

/** A group's name, from its name or its ARN. */
export const groupName = (nameOrArn: string | undefined): string =>
  nameOrArn?.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? '') : (nameOrArn ?? '');
