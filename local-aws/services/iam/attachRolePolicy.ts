import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import { awsManagedPolicy, awsManagedPolicyArns, isAwsManaged } from '../../iam/managedPolicies.ts';
import { noSuchEntity } from '../../iam/roleStore.ts';
import { operation } from '../../service.ts';
import { type IamContext, roleAccess } from './context.ts';

export const attachRolePolicy = (context: IamContext) =>
  operation<AttachRolePolicyRequest, object>({
    name: 'AttachRolePolicy',
    accepts: ['RoleName', 'PolicyArn'],
    required: ['RoleName', 'PolicyArn'],
    access: (input) => roleAccess(context, 'AttachRolePolicy', input.RoleName),
    run: (input) => {
      const { PolicyArn = '' } = input;
      const role = context.roles.role(input.RoleName ?? '');
      if (isAwsManaged(PolicyArn) && !awsManagedPolicy(PolicyArn)) {
        throw noSuchEntity(
          `local-aws does not know the AWS managed policy ${PolicyArn}; it knows ${awsManagedPolicyArns().join(', ')}. Write the statements into the role instead.`,
        );
      }
      if (!isAwsManaged(PolicyArn)) context.roles.policy(PolicyArn);
      if (!role.attached.includes(PolicyArn)) {
        context.roles.putRole({ ...role, attached: [...role.attached, PolicyArn] });
      }
      return {};
    },
  });
