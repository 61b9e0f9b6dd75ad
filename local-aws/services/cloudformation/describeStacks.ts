import type { DescribeStacksInput, DescribeStacksOutput, Stack } from '@aws-sdk/client-cloudformation';
import type { StackRecord } from '../../cloudformation/stackRecords.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { tagList } from '../../tags.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';

export const describeStacks = (context: CloudFormationContext) =>
  operation<DescribeStacksInput, DescribeStacksOutput>({
    name: 'DescribeStacks',
    accepts: ['StackName', 'NextToken'],
    access: (input) => stackAccess(context, 'DescribeStacks', input.StackName ?? '*'),
    run: (input) => {
      if (input.StackName) return { Stacks: [description(existingStack(context, input.StackName))] };
      const { items, nextToken } = page(context.store.live(), ({ id }) => id, {
        token: input.NextToken,
        defaultLimit: 100,
        tokenError: 'ValidationError',
      });
      return { Stacks: items.map(description), ...(nextToken && { NextToken: nextToken }) };
    },
  });

function description(stack: StackRecord): Stack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.changeSetId && { ChangeSetId: stack.changeSetId }),
    ...(stack.description !== undefined && { Description: stack.description }),
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    CreationTime: new Date(stack.createdAt),
    ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
    ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
    StackStatus: stack.status as NonNullable<Stack['StackStatus']>,
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: stack.notificationArns,
    Capabilities: stack.capabilities as NonNullable<Stack['Capabilities']>,
    Outputs: stack.outputs.map(({ key, value, description: text, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(text !== undefined && { Description: text }),
      ...(exportName !== undefined && { ExportName: exportName }),
    })),
    Tags: tagList(stack.tags),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
