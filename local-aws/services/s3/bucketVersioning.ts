import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor, storeOf } from './context.ts';
import { s3Error } from './errors.ts';

export const getBucketVersioning = operation<GetBucketVersioningRequest, GetBucketVersioningOutput>({
  name: 'GetBucketVersioning',
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  required: ['Bucket'],
  access: bucketAccess('GetBucketVersioning'),
  run: (input, call) => {
    const { versioning } = bucketFor(input, call);
    return versioning ? { Status: versioning } : {};
  },
});

export const putBucketVersioning = operation<PutBucketVersioningRequest, object>({
  name: 'PutBucketVersioning',
  accepts: ['Bucket', 'VersioningConfiguration', 'ExpectedBucketOwner'],
  inert: ['ContentMD5', 'ChecksumAlgorithm'],
  required: ['Bucket', 'VersioningConfiguration'],
  access: bucketAccess('PutBucketVersioning'),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const { Status, MFADelete } = input.VersioningConfiguration ?? {};
    if (Status !== 'Enabled' && Status !== 'Suspended') throw s3Error('IllegalVersioningConfigurationException');
    if (MFADelete === 'Enabled') throw s3Error('NotImplemented', {}, 'MFADelete is not supported by local-aws');
    if (Status === 'Suspended' && bucket.objectLock) {
      throw s3Error(
        'InvalidBucketState',
        {},
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      );
    }
    storeOf(call).buckets.put({ ...bucket, versioning: Status });
    return {};
  },
});
