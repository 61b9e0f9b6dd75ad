import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import { invalidTemplate } from '../../cloudformation/template.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';
import { stackResource } from './resource.ts';

export const describeStackResource = (context: CloudFormationContext) =>
  operation<DescribeStackResourceInput, DescribeStackResourceOutput>({
    name: 'DescribeStackResource',
    accepts: ['StackName', 'LogicalResourceId'],
    required: ['StackName', 'LogicalResourceId'],
    access: (input) => stackAccess(context, 'DescribeStackResource', input.StackName),
    run: (input) => {
      const stack = existingStack(context, input.StackName);
      const record = context.store.resourcesOf(stack.id).find(({ logicalId }) => logicalId === input.LogicalResourceId);
      if (!record) {
        throw invalidTemplate(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
      }
      const { Timestamp, ...rest } = stackResource(stack, record);
      return { StackResourceDetail: { ...rest, LastUpdatedTimestamp: Timestamp } };
    },
  });
