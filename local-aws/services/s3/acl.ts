import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor, objectAccess, versionFor } from './context.ts';
import { owner } from './listing.ts';

/** Access control lists are off, as they are by default on AWS: the owner has everything. */
const ownerOnly = (account: string) => ({
  Owner: owner(account),
  Grants: [{ Grantee: { ...owner(account), Type: 'CanonicalUser' as const }, Permission: 'FULL_CONTROL' as const }],
});

export const getBucketAcl = operation<GetBucketAclRequest, GetBucketAclOutput>({
  name: 'GetBucketAcl',
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  required: ['Bucket'],
  access: bucketAccess('GetBucketAcl'),
  run: (input, call) => {
    bucketFor(input, call);
    return ownerOnly(call.cloud.account);
  },
});

export const getObjectAcl = operation<GetObjectAclRequest, GetObjectAclOutput>({
  name: 'GetObjectAcl',
  accepts: ['Bucket', 'Key', 'VersionId', 'ExpectedBucketOwner'],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObjectAcl', 'GetObjectVersionAcl'),
  run: (input, call) => {
    versionFor(input, call);
    return ownerOnly(call.cloud.account);
  },
});
