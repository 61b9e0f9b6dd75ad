import type { DescribeModelPackageGroupInput, DescribeModelPackageGroupOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { groupAccess } from './registry/access.ts';
import { groupNamed } from './registry/packageNamed.ts';

export const describeModelPackageGroup = operation<DescribeModelPackageGroupInput, DescribeModelPackageGroupOutput>({
  name: 'DescribeModelPackageGroup',
  accepts: ['ModelPackageGroupName'],
  required: ['ModelPackageGroupName'],
  access: (input, call) => groupAccess('DescribeModelPackageGroup', input.ModelPackageGroupName, call),
  run: ({ ModelPackageGroupName }, call) => {
    const group = groupNamed(sageMaker(call), ModelPackageGroupName);
    return {
      ModelPackageGroupName: group.name,
      ModelPackageGroupArn: group.arn,
      ...(group.description !== undefined && { ModelPackageGroupDescription: group.description }),
      CreationTime: new Date(group.created),
      CreatedBy: {},
      ModelPackageGroupStatus: 'Completed',
    };
  },
});
