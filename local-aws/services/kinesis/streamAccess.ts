import type { Access, Call } from '../../service.ts';
import type { StreamName } from './streams.ts';
import { nameOf } from './streams.ts';

/** What IAM must allow for an operation on a stream. */
export const streamAccess = (operation: string, input: StreamName, { cloud }: Call): Access[] => [
  { action: `kinesis:${operation}`, resource: cloud.arn('kinesis', `stream/${nameOf(input) ?? '*'}`) },
];
