import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import { parsePolicy } from '../../iam/policyDocument.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const updateAssumeRolePolicy = (context: IamContext) =>
  operation<UpdateAssumeRolePolicyRequest, object>({
    name: 'UpdateAssumeRolePolicy',
    accepts: ['RoleName', 'PolicyDocument'],
    required: ['RoleName', 'PolicyDocument'],
    access: (input) => roleAccess(context, 'UpdateAssumeRolePolicy', input.RoleName),
    run: (input) => {
      const role = context.roles.role(input.RoleName ?? '');
      const trustPolicy = input.PolicyDocument ?? '';
      parsePolicy(trustPolicy, 'trust');
      context.roles.putRole({ ...role, trustPolicy });
      return {};
    },
  });
