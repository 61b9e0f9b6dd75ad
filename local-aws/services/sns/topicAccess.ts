import type { Access } from '../../service.ts';

/** What IAM must allow for an operation on a topic. */
export const topicAccess = (name: string, topicArn: string | undefined): Access[] => [
  { action: `sns:${name}`, resource: topicArn ?? '*' },
];
