import type { Access } from '../../service.ts';
import type { Router } from './router.ts';

/** What IAM must allow for an operation on a rule. */
export const ruleAccess = (router: Router, operation: string, name: string, bus: string | undefined): Access[] => [
  { action: `events:${operation}`, resource: router.buses.ruleArn(name, bus) },
];
