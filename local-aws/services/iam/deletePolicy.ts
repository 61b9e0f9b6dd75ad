import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type IamContext, policyAccess } from './context.ts';

export const deletePolicy = (context: IamContext) =>
  operation<DeletePolicyRequest, object>({
    name: 'DeletePolicy',
    accepts: ['PolicyArn'],
    required: ['PolicyArn'],
    access: (input) => policyAccess('DeletePolicy', input.PolicyArn),
    run: (input) => {
      const { arn } = context.roles.policy(input.PolicyArn ?? '');
      if (context.roles.roles().some(({ attached }) => attached.includes(arn))) {
        throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', { status: 409 });
      }
      context.roles.deletePolicy(arn);
      return {};
    },
  });
