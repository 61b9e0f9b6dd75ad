import type { Cloud } from '../../cloud.ts';
import { servicePrincipal } from '../../deliveries/roleSession.ts';
import { validation } from './validation.ts';

/** Scheduler takes no schedule whose role it may not assume. Throws `ValidationException`. */
export function checkAssumable(cloud: Cloud, roleArn: string): void {
  const denial = cloud.parts.authorizer?.mayAssume?.(roleArn, servicePrincipal('scheduler.amazonaws.com'));
  if (denial)
    throw validation(
      `The execution role you provide must allow AWS EventBridge Scheduler to assume the role. (${roleArn}: ${denial.reason})`,
    );
}
