import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';

export const updateTerminationProtection = (context: CloudFormationContext) =>
  operation<UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput>({
    name: 'UpdateTerminationProtection',
    accepts: ['StackName', 'EnableTerminationProtection'],
    required: ['StackName', 'EnableTerminationProtection'],
    access: (input) => stackAccess(context, 'UpdateTerminationProtection', input.StackName),
    run: (input) => {
      const stack = existingStack(context, input.StackName);
      const terminationProtection = input.EnableTerminationProtection ?? false;
      context.store.stacks.put(stack.id, { ...stack, terminationProtection });
      return { StackId: stack.id };
    },
  });
