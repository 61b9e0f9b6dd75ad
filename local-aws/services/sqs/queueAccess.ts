import type { Access, Call } from '../../service.ts';

/** What IAM must allow for an operation on the queue of that URL. */
export const queueAccess = (operation: string, url: string | undefined, { cloud }: Call): Access[] => [
  { action: `sqs:${operation}`, resource: cloud.arn('sqs', url?.split('/').at(-1) ?? '') },
];
