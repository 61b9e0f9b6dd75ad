import type { CreateModelPackageInput, CreateModelPackageOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import { sageMaker } from './context.ts';
import { checkName, invalid } from './errors.ts';
import type { ModelPackageRecord } from './records.ts';
import { groupAccess, packageAccess } from './registry/access.ts';
import { emitPackageChange } from './registry/emitPackageChange.ts';
import { groupNamed } from './registry/packageNamed.ts';
import { parseS3 } from './s3Address.ts';

export const createModelPackage = operation<CreateModelPackageInput, CreateModelPackageOutput>({
  name: 'CreateModelPackage',
  accepts: [
    'ModelPackageName',
    'ModelPackageGroupName',
    'ModelPackageDescription',
    'InferenceSpecification',
    'ModelApprovalStatus',
    'MetadataProperties',
    'ModelMetrics',
    'CustomerMetadataProperties',
    'DriftCheckBaselines',
    'Domain',
    'Task',
    'SamplePayloadUrl',
    'SourceUri',
    'ModelLifeCycle',
    'Tags',
  ],
  inert: ['CertifyForMarketplace', 'ClientToken', 'SkipModelValidation'],
  access: (input, call) => [
    ...(input.ModelPackageGroupName
      ? groupAccess('CreateModelPackage', input.ModelPackageGroupName, call)
      : packageAccess('CreateModelPackage', input.ModelPackageName, call)),
  ],
  run: (input, call) => {
    const context = sageMaker(call);
    const { tables, cloud } = context;
    if ((input.ModelPackageName === undefined) === (input.ModelPackageGroupName === undefined))
      throw invalid('You must provide exactly one of ModelPackageName and ModelPackageGroupName.');
    for (const { Image, ModelDataUrl } of input.InferenceSpecification?.Containers ?? []) {
      if (!Image) throw invalid('A container of InferenceSpecification needs an Image.');
      if (ModelDataUrl !== undefined) parseS3('modelDataUrl', ModelDataUrl);
    }
    const now = cloud.clock.now();
    const common = { request: input, metadata: input.CustomerMetadataProperties ?? {}, created: now, modified: now };
    let record: ModelPackageRecord;
    if (input.ModelPackageGroupName === undefined) {
      const name = checkName('modelPackageName', input.ModelPackageName);
      const arn = cloud.arn('sagemaker', `model-package/${name}`);
      if (tables.packages.get(arn)) throw invalid(`Model Package already exists: ${arn}`);
      record = { ...common, arn, name, approval: input.ModelApprovalStatus ?? 'Approved' };
    } else {
      const group = groupNamed(context, input.ModelPackageGroupName);
      const version = group.versions + 1;
      tables.packageGroups.put(group.name, { ...group, versions: version });
      record = {
        ...common,
        arn: cloud.arn('sagemaker', `model-package/${group.name}/${version}`),
        name: group.name,
        group: group.name,
        version,
        approval: input.ModelApprovalStatus ?? 'PendingManualApproval',
      };
    }
    tables.packages.put(record.arn, record);
    if (input.Tags?.length) tables.tags.put(record.arn, tagsOf(input.Tags));
    emitPackageChange(context, record, []);
    return { ModelPackageArn: record.arn };
  },
});
