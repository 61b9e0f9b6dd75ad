import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const detachRolePolicy = (context: IamContext) =>
  operation<DetachRolePolicyRequest, object>({
    name: 'DetachRolePolicy',
    accepts: ['RoleName', 'PolicyArn'],
    required: ['RoleName', 'PolicyArn'],
    access: (input) => roleAccess(context, 'DetachRolePolicy', input.RoleName),
    run: (input) => {
      const role = context.roles.role(input.RoleName ?? '');
      const attached = role.attached.filter((arn) => arn !== input.PolicyArn);
      if (attached.length === role.attached.length) throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      context.roles.putRole({ ...role, attached });
      return {};
    },
  });
