import type { Access, Call } from '../service.ts';

/** What IAM must allow for an operation on a mapping. */
export const mappingAccess = (name: string, uuid: string | undefined, { cloud }: Call): Access[] => [
  { action: `lambda:${name}`, resource: cloud.arn('lambda', `event-source-mapping:${uuid ?? '*'}`) },
];
