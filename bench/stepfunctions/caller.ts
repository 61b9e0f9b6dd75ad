import type { Caller } from '../../local-aws/service.ts';

export const root: Caller = { kind: 'root', arn: 'arn:aws:iam::000000000000:root' };
