import type { Cloud } from '../../cloud.ts';
import type { PolicyAuthorizer } from '../../iam/authorizer.ts';
import { RoleStore } from '../../iam/roleStore.ts';

/** What IAM's operations share. */
export interface IamContext {
  readonly cloud: Cloud;
  readonly roles: RoleStore;
}

/** The authorizer's own store, so that a change counts at once; a store alone where nothing is authorised. */
export const createContext = (cloud: Cloud): IamContext => ({
  cloud,
  roles: (cloud.parts.authorizer as PolicyAuthorizer | undefined)?.roles ?? new RoleStore(cloud),
});

export const roleArn = ({ cloud }: IamContext, path: string, name: string): string =>
  `arn:aws:iam::${cloud.account}:role${path}${name}`;

/** What IAM looks at in an operation on one role. */
export const roleAccess = (context: IamContext, action: string, name: string | undefined) => [
  {
    action: `iam:${action}`,
    resource: context.roles.findRole(name ?? '')?.arn ?? roleArn(context, '/', name ?? '*'),
  },
];

export const policyAccess = (action: string, arn: string | undefined) => [
  { action: `iam:${action}`, resource: arn ?? '*' },
];
