import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { invalidTemplate } from '../../cloudformation/template.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, refuseBusy, stackAccess } from './context.ts';

export const deleteStack = (context: CloudFormationContext) =>
  operation<DeleteStackInput, object>({
    name: 'DeleteStack',
    accepts: ['StackName', 'ClientRequestToken'],
    inert: ['RoleARN'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'DeleteStack', input.StackName),
    run: (input) => {
      // As on AWS: deleting what does not exist, or no longer, is no error.
      const stack = context.store.find(input.StackName ?? '');
      if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
      refuseBusy(stack, 'deleted');
      if (stack.terminationProtection) {
        throw invalidTemplate(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
      }
      context.engine.delete(stack);
      return {};
    },
  });
