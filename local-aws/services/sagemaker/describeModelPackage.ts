import type { DescribeModelPackageInput, DescribeModelPackageOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { packageAccess } from './registry/access.ts';
import { packageNamed } from './registry/packageNamed.ts';

export const describeModelPackage = operation<DescribeModelPackageInput, DescribeModelPackageOutput>({
  name: 'DescribeModelPackage',
  accepts: ['ModelPackageName'],
  required: ['ModelPackageName'],
  access: (input, call) => packageAccess('DescribeModelPackage', input.ModelPackageName, call),
  run: ({ ModelPackageName }, call) => {
    const record = packageNamed(sageMaker(call), ModelPackageName);
    const { Tags: _tags, ClientToken: _token, ...request } = record.request;
    return {
      ...request,
      ModelPackageName: record.name,
      ...(record.group !== undefined && { ModelPackageGroupName: record.group, ModelPackageVersion: record.version }),
      ModelPackageArn: record.arn,
      CreationTime: new Date(record.created),
      LastModifiedTime: new Date(record.modified),
      ModelPackageStatus: 'Completed',
      ModelPackageStatusDetails: { ValidationStatuses: [] },
      ModelApprovalStatus: record.approval,
      ...(record.approvalDescription !== undefined && { ApprovalDescription: record.approvalDescription }),
      CustomerMetadataProperties: record.metadata,
    };
  },
});
