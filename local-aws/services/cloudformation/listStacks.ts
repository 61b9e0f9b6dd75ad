import type { ListStacksInput, ListStacksOutput, StackSummary } from '@aws-sdk/client-cloudformation';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { CloudFormationContext } from './context.ts';

export const listStacks = ({ store }: CloudFormationContext) =>
  operation<ListStacksInput, ListStacksOutput>({
    name: 'ListStacks',
    accepts: ['NextToken', 'StackStatusFilter'],
    run: (input) => {
      const wanted = (input.StackStatusFilter ?? []) as string[];
      const stacks = store.all().filter(({ status }) => wanted.length === 0 || wanted.includes(status));
      const { items, nextToken } = page(stacks, ({ id }) => id, {
        token: input.NextToken,
        defaultLimit: 100,
        tokenError: 'ValidationError',
      });
      const StackSummaries = items.map((stack) => ({
        StackId: stack.id,
        StackName: stack.name,
        ...(stack.description !== undefined && { TemplateDescription: stack.description }),
        CreationTime: new Date(stack.createdAt),
        ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
        ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
        StackStatus: stack.status as NonNullable<StackSummary['StackStatus']>,
        ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
      }));
      return { StackSummaries, ...(nextToken && { NextToken: nextToken }) };
    },
  });
