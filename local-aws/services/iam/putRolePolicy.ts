import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import { compilePolicy } from '../../iam/compilePolicy.ts';
import { parsePolicy } from '../../iam/policyDocument.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const putRolePolicy = (context: IamContext) =>
  operation<PutRolePolicyRequest, object>({
    name: 'PutRolePolicy',
    accepts: ['RoleName', 'PolicyName', 'PolicyDocument'],
    required: ['RoleName', 'PolicyName', 'PolicyDocument'],
    access: (input) => roleAccess(context, 'PutRolePolicy', input.RoleName),
    run: (input) => {
      const role = context.roles.role(input.RoleName ?? '');
      const { PolicyName = '', PolicyDocument = '' } = input;
      compilePolicy(parsePolicy(PolicyDocument, 'identity'), PolicyName);
      context.roles.putRole({ ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
      return {};
    },
  });
