import type { StackResource } from '@aws-sdk/client-cloudformation';
import type { ResourceRecord, StackRecord } from '../../cloudformation/stackRecords.ts';

export const stackResource = (stack: StackRecord, record: ResourceRecord): StackResource & { Timestamp: Date } => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: record.logicalId,
  PhysicalResourceId: record.physicalId,
  ResourceType: record.type,
  Timestamp: new Date(record.updatedAt),
  ResourceStatus: record.status as NonNullable<StackResource['ResourceStatus']>,
  ...(record.statusReason !== undefined && { ResourceStatusReason: record.statusReason }),
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});
