import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, storeOf } from './context.ts';
import { s3Error } from './errors.ts';

export const createBucket = operation<CreateBucketRequest, CreateBucketOutput>({
  name: 'CreateBucket',
  accepts: ['Bucket', 'CreateBucketConfiguration', 'ObjectLockEnabledForBucket', 'ObjectOwnership'],
  inert: ['ACL'],
  required: ['Bucket'],
  access: bucketAccess('CreateBucket'),
  run: (input, { cloud, ...call }) => {
    const { buckets } = storeOf({ cloud, ...call });
    const name = input.Bucket ?? '';
    const region = input.CreateBucketConfiguration?.LocationConstraint ?? cloud.region;
    if (buckets.find(name)) {
      // Only the oldest region forgives making one's own bucket again.
      if (cloud.region === 'us-east-1') return { Location: `/${name}` };
      throw s3Error('BucketAlreadyOwnedByYou', { BucketName: name });
    }
    buckets.create({
      name,
      created: cloud.clock.now(),
      region,
      ...(input.ObjectLockEnabledForBucket && { objectLock: true, versioning: 'Enabled' as const }),
      settings: {
        ...(input.ObjectLockEnabledForBucket && { objectLock: { ObjectLockEnabled: 'Enabled' } }),
        ...(input.ObjectOwnership && { ownership: { Rules: [{ ObjectOwnership: input.ObjectOwnership }] } }),
      },
    });
    return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
  },
});
