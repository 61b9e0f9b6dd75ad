import type { CreateModelPackageGroupInput, CreateModelPackageGroupOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { checkName, invalid } from './errors.ts';
import { groupAccess } from './registry/access.ts';

export const createModelPackageGroup = operation<CreateModelPackageGroupInput, CreateModelPackageGroupOutput>({
  name: 'CreateModelPackageGroup',
  accepts: ['ModelPackageGroupName', 'ModelPackageGroupDescription', 'Tags'],
  required: ['ModelPackageGroupName'],
  access: (input, call) => [
    ...groupAccess('CreateModelPackageGroup', input.ModelPackageGroupName, call),
    ...(input.Tags?.length ? groupAccess('AddTags', input.ModelPackageGroupName, call) : []),
  ],
  run: (input, call) => {
    const { tables } = sageMaker(call);
    const name = checkName('modelPackageGroupName', input.ModelPackageGroupName);
    const arn = call.cloud.arn('sagemaker', `model-package-group/${name}`);
    if (tables.packageGroups.get(name)) throw invalid(`Model Package Group already exists: ${arn}`);
    tables.packageGroups.put(name, {
      arn,
      name,
      ...(input.ModelPackageGroupDescription !== undefined && { description: input.ModelPackageGroupDescription }),
      created: call.cloud.clock.now(),
      versions: 0,
    });
    if (input.Tags?.length) tables.tags.put(arn, tagsOf(input.Tags));
    return { ModelPackageGroupArn: arn };
  },
});
