import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';
import { stackResource } from './resource.ts';

export const listStackResources = (context: CloudFormationContext) =>
  operation<ListStackResourcesInput, ListStackResourcesOutput>({
    name: 'ListStackResources',
    accepts: ['StackName', 'NextToken'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'ListStackResources', input.StackName),
    run: (input) => {
      const stack = existingStack(context, input.StackName);
      const { items, nextToken } = page(context.store.resourcesOf(stack.id), ({ logicalId }) => logicalId, {
        token: input.NextToken,
        defaultLimit: 100,
        tokenError: 'ValidationError',
      });
      const StackResourceSummaries = items.map((record) => {
        const { Timestamp, StackId: _id, StackName: _name, ...rest } = stackResource(stack, record);
        return { ...rest, LastUpdatedTimestamp: Timestamp, ResourceStatus: rest.ResourceStatus };
      });
      return { StackResourceSummaries: StackResourceSummaries as never, ...(nextToken && { NextToken: nextToken }) };
    },
  });
