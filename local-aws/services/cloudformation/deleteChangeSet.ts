import type { DeleteChangeSetInput, DeleteChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../service.ts';
import { changeSetAccess, findChangeSet } from './changeSet.ts';
import type { CloudFormationContext } from './context.ts';

/** Deleting a change set that does not exist succeeds, as on AWS. */
export const deleteChangeSet = (context: CloudFormationContext) =>
  operation<DeleteChangeSetInput, DeleteChangeSetOutput>({
    name: 'DeleteChangeSet',
    accepts: ['ChangeSetName', 'StackName'],
    required: ['ChangeSetName'],
    access: (input) => changeSetAccess(context, 'DeleteChangeSet', input),
    run: (input) => {
      const changeSet = findChangeSet(context, input);
      if (changeSet) context.store.changeSets.delete(changeSet.id);
      return {};
    },
  });
