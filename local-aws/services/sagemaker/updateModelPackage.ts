import type { UpdateModelPackageInput, UpdateModelPackageOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { invalid } from './errors.ts';
import { packageAccess } from './registry/access.ts';
import { emitPackageChange } from './registry/emitPackageChange.ts';
import { packageNamed } from './registry/packageNamed.ts';

export const updateModelPackage = operation<UpdateModelPackageInput, UpdateModelPackageOutput>({
  name: 'UpdateModelPackage',
  accepts: [
    'ModelPackageArn',
    'ModelApprovalStatus',
    'ApprovalDescription',
    'CustomerMetadataProperties',
    'CustomerMetadataPropertiesToRemove',
    'ModelLifeCycle',
    'SourceUri',
  ],
  required: ['ModelPackageArn'],
  access: (input, call) => packageAccess('UpdateModelPackage', input.ModelPackageArn, call),
  run: (input, call) => {
    const context = sageMaker(call);
    const record = packageNamed(context, input.ModelPackageArn);
    const { ModelPackageArn: _arn, CustomerMetadataPropertiesToRemove: removed = [], ...changes } = input;
    if (record.group === undefined && input.ModelApprovalStatus !== undefined)
      throw invalid('ModelApprovalStatus can be updated only for versioned model packages.');
    const metadata = { ...record.metadata, ...input.CustomerMetadataProperties };
    for (const key of removed) delete metadata[key];
    const updated = {
      ...record,
      request: {
        ...record.request,
        ...(input.SourceUri !== undefined && { SourceUri: input.SourceUri }),
        ...(input.ModelLifeCycle && { ModelLifeCycle: input.ModelLifeCycle }),
      },
      approval: input.ModelApprovalStatus ?? record.approval,
      ...(input.ApprovalDescription !== undefined && { approvalDescription: input.ApprovalDescription }),
      metadata,
      modified: call.cloud.clock.now(),
    };
    context.tables.packages.put(record.arn, updated);
    emitPackageChange(context, updated, [
      ...Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      ...(removed.length > 0 && !changes.CustomerMetadataProperties ? ['CustomerMetadataProperties'] : []),
    ]);
    return { ModelPackageArn: record.arn };
  },
});
