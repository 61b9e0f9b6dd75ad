import type { ExecuteChangeSetInput, ExecuteChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { changeSetAccess, changeSetsOf, existingChangeSet } from './changeSet.ts';
import { type CloudFormationContext, existingStack, refuseBusy, refuseUnlessUpdatable } from './context.ts';

export const executeChangeSet = (context: CloudFormationContext) =>
  operation<ExecuteChangeSetInput, ExecuteChangeSetOutput>({
    name: 'ExecuteChangeSet',
    accepts: ['ChangeSetName', 'StackName', 'ClientRequestToken', 'DisableRollback'],
    required: ['ChangeSetName'],
    access: (input) => changeSetAccess(context, 'ExecuteChangeSet', input),
    run: (input) => {
      const changeSet = existingChangeSet(context, input);
      if (changeSet.executionStatus !== 'AVAILABLE') {
        throw new AwsError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
        );
      }
      const stack = existingStack(context, changeSet.stackId);
      const { id, template, parameters, tags, capabilities, notificationArns } = changeSet;
      if (changeSet.kind === 'CREATE') refuseBusy(stack, 'created');
      else refuseUnlessUpdatable(stack);
      Object.assign(stack, {
        changeSetId: id,
        capabilities,
        notificationArns,
        disableRollback: input.DisableRollback ?? false,
      });
      // An executed change set is gone, and with it the others, which were made against the former template.
      for (const other of changeSetsOf(context, stack)) context.store.changeSets.delete(other.id);
      if (changeSet.kind === 'CREATE') {
        context.engine.create(Object.assign(stack, { template, parameters, tags }));
      } else context.engine.update(stack, { template, parameters, tags });
      return {};
    },
  });
