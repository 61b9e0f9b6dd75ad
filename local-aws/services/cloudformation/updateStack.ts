import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import { planChanges } from '../../cloudformation/plan.ts';
import { invalidTemplate } from '../../cloudformation/template.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, refuseUnlessUpdatable, stackAccess } from './context.ts';
import { requestedVersion } from './request.ts';

export const updateStack = (context: CloudFormationContext) =>
  operation<UpdateStackInput, UpdateStackOutput>({
    name: 'UpdateStack',
    accepts: [
      'StackName',
      'TemplateBody',
      'TemplateURL',
      'UsePreviousTemplate',
      'Parameters',
      'Capabilities',
      'Tags',
      'NotificationARNs',
      'ClientRequestToken',
    ],
    inert: ['RoleARN', 'RollbackConfiguration', 'StackPolicyBody'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'UpdateStack', input.StackName),
    run: async (input) => {
      const stack = existingStack(context, input.StackName);
      refuseUnlessUpdatable(stack);
      const version = await requestedVersion(context, input, stack);
      const plan = planChanges(context.engine.environment, stack, stack, version);
      if (!plan.changesAnything) throw invalidTemplate('No updates are to be performed.');
      context.engine.update(stack, version);
      return { StackId: stack.id };
    },
  });
