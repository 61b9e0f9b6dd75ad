import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor } from './context.ts';

export const headBucket = operation<HeadBucketRequest, HeadBucketOutput>({
  name: 'HeadBucket',
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  required: ['Bucket'],
  access: bucketAccess('ListBucket'),
  run: (input, call) => ({ BucketRegion: bucketFor(input, call).region, AccessPointAlias: false }),
});
