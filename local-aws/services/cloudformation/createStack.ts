import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { planChanges } from '../../cloudformation/plan.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, newStack, stackAccess } from './context.ts';
import { requestedVersion } from './request.ts';

export const createStack = (context: CloudFormationContext) =>
  operation<CreateStackInput, CreateStackOutput>({
    name: 'CreateStack',
    accepts: [
      'StackName',
      'TemplateBody',
      'TemplateURL',
      'Parameters',
      'Capabilities',
      'Tags',
      'DisableRollback',
      'OnFailure',
      'EnableTerminationProtection',
      'NotificationARNs',
      'ClientRequestToken',
    ],
    inert: ['RoleARN', 'TimeoutInMinutes', 'RollbackConfiguration'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'CreateStack', input.StackName),
    run: async (input) => {
      const name = input.StackName ?? '';
      if (context.store.find(name)) {
        throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
      }
      if (input.OnFailure === 'DELETE') {
        throw new AwsError(
          'ValidationError',
          'OnFailure DELETE is not supported by local-aws; use ROLLBACK or DO_NOTHING',
        );
      }
      const version = await requestedVersion(context, input);
      const stack = newStack(context, name, {
        ...version,
        capabilities: input.Capabilities ?? [],
        notificationArns: input.NotificationARNs ?? [],
      });
      stack.disableRollback = input.DisableRollback ?? input.OnFailure === 'DO_NOTHING';
      stack.terminationProtection = input.EnableTerminationProtection ?? false;
      planChanges(context.engine.environment, stack, undefined, version);
      context.engine.create(stack);
      return { StackId: stack.id };
    },
  });
