import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import { roleName } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const listAttachedRolePolicies = (context: IamContext) =>
  operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>({
    name: 'ListAttachedRolePolicies',
    accepts: ['RoleName'],
    inert: ['PathPrefix', 'Marker', 'MaxItems'],
    required: ['RoleName'],
    access: (input) => roleAccess(context, 'ListAttachedRolePolicies', input.RoleName),
    run: (input) => ({
      AttachedPolicies: context.roles
        .role(input.RoleName ?? '')
        .attached.map((PolicyArn) => ({ PolicyArn, PolicyName: roleName(PolicyArn) })),
      IsTruncated: false,
    }),
  });
