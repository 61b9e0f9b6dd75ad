import type { DeleteModelPackageGroupInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { invalid } from './errors.ts';
import { groupAccess } from './registry/access.ts';
import { groupNamed } from './registry/packageNamed.ts';

export const deleteModelPackageGroup = operation<DeleteModelPackageGroupInput, object>({
  name: 'DeleteModelPackageGroup',
  accepts: ['ModelPackageGroupName'],
  required: ['ModelPackageGroupName'],
  access: (input, call) => groupAccess('DeleteModelPackageGroup', input.ModelPackageGroupName, call),
  run: ({ ModelPackageGroupName }, call) => {
    const context = sageMaker(call);
    const group = groupNamed(context, ModelPackageGroupName);
    if (context.tables.packages.list().some(({ value }) => value.group === group.name))
      throw invalid(`Model Package Group cannot be deleted because it still contains Model Packages: ${group.arn}`);
    context.tables.packageGroups.delete(group.name);
    context.tables.tags.delete(group.arn);
    return {};
  },
});
