import type { DeleteModelPackageInput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { packageAccess } from './registry/access.ts';
import { packageNamed } from './registry/packageNamed.ts';

export const deleteModelPackage = operation<DeleteModelPackageInput, object>({
  name: 'DeleteModelPackage',
  accepts: ['ModelPackageName'],
  required: ['ModelPackageName'],
  access: (input, call) => packageAccess('DeleteModelPackage', input.ModelPackageName, call),
  run: ({ ModelPackageName }, call) => {
    const context = sageMaker(call);
    const { arn } = packageNamed(context, ModelPackageName);
    context.tables.packages.delete(arn);
    context.tables.tags.delete(arn);
    return {};
  },
});
