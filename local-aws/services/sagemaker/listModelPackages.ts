import type { ListModelPackagesInput, ListModelPackagesOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';
import { groupAccess } from './registry/access.ts';
import { groupNamed } from './registry/packageNamed.ts';

export const listModelPackages = operation<ListModelPackagesInput, ListModelPackagesOutput>({
  name: 'ListModelPackages',
  accepts: [
    'ModelPackageGroupName',
    'ModelPackageType',
    'ModelApprovalStatus',
    'NameContains',
    'CreationTimeAfter',
    'CreationTimeBefore',
    'MaxResults',
    'NextToken',
    'SortBy',
    'SortOrder',
  ],
  access: (input, call) =>
    input.ModelPackageGroupName === undefined
      ? [{ action: 'sagemaker:ListModelPackages', resource: '*' }]
      : groupAccess('ListModelPackages', input.ModelPackageGroupName, call),
  run: (input, call) => {
    const context = sageMaker(call);
    const { ModelPackageGroupName, ModelPackageType = ModelPackageGroupName ? 'Versioned' : 'Unversioned' } = input;
    const group = ModelPackageGroupName === undefined ? undefined : groupNamed(context, ModelPackageGroupName).name;
    const found = context.tables.packages
      .list()
      .map(({ value }) => value)
      .filter(
        (value) =>
          (group === undefined || value.group === group) &&
          (ModelPackageType === 'Both' || (ModelPackageType === 'Versioned') === (value.group !== undefined)) &&
          (input.ModelApprovalStatus === undefined || value.approval === input.ModelApprovalStatus) &&
          value.name.includes(input.NameContains ?? '') &&
          within(value.created, input.CreationTimeAfter, input.CreationTimeBefore),
      );
    // Versions of one millisecond stay in the order of their numbers.
    const nameOf = ({ name, version = 0 }: (typeof found)[number]) =>
      `${name} ${String(input.SortOrder === 'Descending' ? 1e9 - version : version).padStart(10, '0')}`;
    const { items, nextToken } = listed(found, input, ({ created }) => created, nameOf, 'Ascending');
    return {
      ModelPackageSummaryList: items.map((value) => ({
        ModelPackageName: value.name,
        ...(value.group !== undefined && { ModelPackageGroupName: value.group, ModelPackageVersion: value.version }),
        ModelPackageArn: value.arn,
        ...(value.request.ModelPackageDescription !== undefined && {
          ModelPackageDescription: value.request.ModelPackageDescription,
        }),
        CreationTime: new Date(value.created),
        ModelPackageStatus: 'Completed' as const,
        ModelApprovalStatus: value.approval,
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
