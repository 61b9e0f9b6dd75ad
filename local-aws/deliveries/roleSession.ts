import type { Caller } from '../service.ts';

/** The caller that a service is while it acts with a role: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
export function roleSession(roleArn: string, session: string): Caller {
  const [, , , , account = '', ...resource] = roleArn.split(':');
  const role = resource.join(':').split('/').at(-1) ?? '';
  return { kind: 'role', arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`, roleArn };
}

/** The caller that a service is on its own: resource policies name it as their principal. */
export const servicePrincipal = (principal: string, sourceArn?: string): Caller => ({
  kind: 'service',
  arn: principal,
  ...(sourceArn === undefined ? {} : { sourceArn }),
});
