import type { DescribeStackResourcesInput, DescribeStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import { invalidTemplate } from '../../cloudformation/template.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';
import { stackResource } from './resource.ts';

export const describeStackResources = (context: CloudFormationContext) =>
  operation<DescribeStackResourcesInput, DescribeStackResourcesOutput>({
    name: 'DescribeStackResources',
    accepts: ['StackName', 'LogicalResourceId', 'PhysicalResourceId'],
    access: (input) => stackAccess(context, 'DescribeStackResources', input.StackName ?? '*'),
    run: (input) => {
      const stack = input.StackName
        ? existingStack(context, input.StackName)
        : ownerOf(context, input.PhysicalResourceId);
      const records = context.store
        .resourcesOf(stack.id)
        .filter(({ logicalId }) => input.LogicalResourceId === undefined || logicalId === input.LogicalResourceId);
      return { StackResources: records.map((record) => stackResource(stack, record)) };
    },
  });

function ownerOf({ store }: CloudFormationContext, physicalId: string | undefined) {
  const stack = store.live().find(({ id }) => store.resourcesOf(id).some((record) => record.physicalId === physicalId));
  if (!stack) throw invalidTemplate(`Stack for ${physicalId} does not exist`);
  return stack;
}
