import type { ListModelPackageGroupsInput, ListModelPackageGroupsOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listModelPackageGroups = operation<ListModelPackageGroupsInput, ListModelPackageGroupsOutput>({
  name: 'ListModelPackageGroups',
  accepts: [
    'SortBy',
    'SortOrder',
    'NextToken',
    'MaxResults',
    'NameContains',
    'CreationTimeBefore',
    'CreationTimeAfter',
  ],
  run: (input, call) => {
    const found = sageMaker(call)
      .tables.packageGroups.list()
      .filter(
        ({ key, value }) =>
          key.includes(input.NameContains ?? '') &&
          within(value.created, input.CreationTimeAfter, input.CreationTimeBefore),
      );
    const { items, nextToken } = listed(
      found,
      input,
      ({ value }) => value.created,
      ({ key }) => key,
      'Ascending',
    );
    return {
      ModelPackageGroupSummaryList: items.map(({ value }) => ({
        ModelPackageGroupName: value.name,
        ModelPackageGroupArn: value.arn,
        ...(value.description !== undefined && { ModelPackageGroupDescription: value.description }),
        CreationTime: new Date(value.created),
        ModelPackageGroupStatus: 'Completed' as const,
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
