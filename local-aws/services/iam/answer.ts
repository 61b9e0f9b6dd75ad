import type { Policy, Role } from '@aws-sdk/client-iam';
import type { ManagedPolicyRecord, RoleRecord } from '../../iam/roleStore.ts';
import { tagList } from '../../tags.ts';

/** IAM gives documents URL-encoded. */
export function roleAnswer(record: RoleRecord): Role {
  return {
    Path: record.path,
    RoleName: record.name,
    RoleId: record.id,
    Arn: record.arn,
    CreateDate: new Date(record.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(record.trustPolicy),
    MaxSessionDuration: record.maxSessionDuration,
    ...(record.description !== undefined && { Description: record.description }),
    ...(Object.keys(record.tags).length > 0 && { Tags: tagList(record.tags) }),
  };
}

export function policyAnswer(record: ManagedPolicyRecord, attachments: number): Policy {
  return {
    PolicyName: record.name,
    PolicyId: record.id,
    Arn: record.arn,
    Path: record.path,
    DefaultVersionId: record.defaultVersion,
    AttachmentCount: attachments,
    IsAttachable: true,
    CreateDate: new Date(record.createdAt),
    UpdateDate: new Date(record.updatedAt),
    ...(record.description !== undefined && { Description: record.description }),
  };
}
