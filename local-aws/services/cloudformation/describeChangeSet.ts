import type { Change, DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { ChangeRecord } from '../../cloudformation/stackRecords.ts';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import { changeSetAccess, existingChangeSet } from './changeSet.ts';
import type { CloudFormationContext } from './context.ts';

export const describeChangeSet = (context: CloudFormationContext) =>
  operation<DescribeChangeSetInput, DescribeChangeSetOutput>({
    name: 'DescribeChangeSet',
    accepts: ['ChangeSetName', 'StackName', 'NextToken'],
    required: ['ChangeSetName'],
    access: (input) => changeSetAccess(context, 'DescribeChangeSet', input),
    run: (input) => {
      const record = existingChangeSet(context, input);
      return {
        ChangeSetName: record.name,
        ChangeSetId: record.id,
        StackId: record.stackId,
        StackName: record.stackName,
        ...(record.description !== undefined && { Description: record.description }),
        Parameters: Object.entries(record.parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        CreationTime: new Date(record.createdAt),
        ExecutionStatus: record.executionStatus,
        Status: record.status,
        ...(record.statusReason !== undefined && { StatusReason: record.statusReason }),
        NotificationARNs: record.notificationArns,
        Capabilities: record.capabilities as never,
        Tags: tagList(record.tags),
        Changes: record.changes.map(change),
      };
    },
  });

function change(record: ChangeRecord): Change {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: record.action,
      LogicalResourceId: record.logicalId,
      ...(record.physicalId && { PhysicalResourceId: record.physicalId }),
      ResourceType: record.type,
      ...(record.replacement && { Replacement: record.replacement }),
      Scope: record.scope.length > 0 ? ['Properties'] : [],
      Details: record.scope.map((Name) => ({
        Target: { Attribute: 'Properties', Name },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      })),
    },
  };
}
