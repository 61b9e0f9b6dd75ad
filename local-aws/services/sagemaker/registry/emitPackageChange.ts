import type { SageMaker } from '../context.ts';
import { emitChange } from '../events.ts';
import type { ModelPackageRecord } from '../records.ts';

/** "SageMaker Model Package State Change"; `changed` are the members that an update gave. */
export const emitPackageChange = (
  { cloud, tables }: SageMaker,
  record: ModelPackageRecord,
  changed: readonly string[],
): void => {
  const { request } = record;
  emitChange(cloud, tables, 'SageMaker Model Package State Change', record.arn, {
    ...(record.group === undefined
      ? { ModelPackageName: record.name }
      : { ModelPackageGroupName: record.group, ModelPackageVersion: record.version }),
    ModelPackageArn: record.arn,
    CreationTime: new Date(record.created).toISOString(),
    LastModifiedTime: new Date(record.modified).toISOString(),
    ...(request.InferenceSpecification && { InferenceSpecification: request.InferenceSpecification }),
    ModelPackageStatus: 'Completed',
    ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
    CertifyForMarketplace: false,
    ModelApprovalStatus: record.approval,
    ...(record.approvalDescription !== undefined && { ApprovalDescription: record.approvalDescription }),
    ...(request.MetadataProperties && { MetadataProperties: request.MetadataProperties }),
    ...(request.ModelMetrics && { ModelMetrics: request.ModelMetrics }),
    CustomerMetadataProperties: record.metadata,
    UpdatedModelPackageFields: changed,
  });
};
