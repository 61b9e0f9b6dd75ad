import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../service.ts';
import { changeSetAccess, changeSetsOf } from './changeSet.ts';
import { type CloudFormationContext, existingStack } from './context.ts';

export const listChangeSets = (context: CloudFormationContext) =>
  operation<ListChangeSetsInput, ListChangeSetsOutput>({
    name: 'ListChangeSets',
    accepts: ['StackName', 'NextToken'],
    required: ['StackName'],
    access: (input) => changeSetAccess(context, 'ListChangeSets', input),
    run: (input) => {
      const stack = existingStack(context, input.StackName);
      return {
        Summaries: changeSetsOf(context, stack).map((record) => ({
          StackId: record.stackId,
          StackName: record.stackName,
          ChangeSetId: record.id,
          ChangeSetName: record.name,
          ExecutionStatus: record.executionStatus,
          Status: record.status,
          ...(record.statusReason !== undefined && { StatusReason: record.statusReason }),
          CreationTime: new Date(record.createdAt),
        })),
      };
    },
  });
