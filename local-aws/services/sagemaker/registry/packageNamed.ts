import type { SageMaker } from '../context.ts';
import { invalid } from '../errors.ts';
import type { ModelPackageGroupRecord, ModelPackageRecord } from '../records.ts';

/** By ARN or, for packages without a group, by name. Throws `ValidationException` in SageMaker's words. */
export const packageNamed = ({ tables, cloud }: SageMaker, name: string | undefined): ModelPackageRecord => {
  const arn = name?.startsWith('arn:') ? name : cloud.arn('sagemaker', `model-package/${name}`);
  const record = tables.packages.get(arn);
  if (!record) throw invalid(`ModelPackage ${arn} does not exist.`);
  return record;
};

/** By name or ARN. Throws `ValidationException` in SageMaker's words. */
export const groupNamed = ({ tables, cloud }: SageMaker, name: string | undefined): ModelPackageGroupRecord => {
  const short = name?.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : (name ?? '');
  const record = tables.packageGroups.get(short);
  if (!record)
    throw invalid(`ModelPackageGroup ${cloud.arn('sagemaker', `model-package-group/${short}`)} does not exist.`);
  return record;
};
