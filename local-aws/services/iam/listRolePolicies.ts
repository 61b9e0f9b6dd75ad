import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const listRolePolicies = (context: IamContext) =>
  operation<ListRolePoliciesRequest, ListRolePoliciesResponse>({
    name: 'ListRolePolicies',
    accepts: ['RoleName'],
    inert: ['Marker', 'MaxItems'],
    required: ['RoleName'],
    access: (input) => roleAccess(context, 'ListRolePolicies', input.RoleName),
    run: (input) => ({
      PolicyNames: Object.keys(context.roles.role(input.RoleName ?? '').inline).toSorted(),
      IsTruncated: false,
    }),
  });
