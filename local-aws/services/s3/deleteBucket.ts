import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor, storeOf } from './context.ts';
import { s3Error } from './errors.ts';

export const deleteBucket = operation<DeleteBucketRequest, object>({
  name: 'DeleteBucket',
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  required: ['Bucket'],
  access: bucketAccess('DeleteBucket'),
  run: (input, call) => {
    const { name } = bucketFor(input, call);
    const store = storeOf(call);
    if (!store.versions.isEmpty(name)) throw s3Error('BucketNotEmpty', { BucketName: name });
    store.deleteBucket(name);
    return {};
  },
});
