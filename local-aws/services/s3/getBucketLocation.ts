import type { GetBucketLocationOutput, GetBucketLocationRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketAccess, bucketFor } from './context.ts';

/** us-east-1 is told as nothing at all. The answer's root element is the value itself: see `respond` in `index.ts`. */
export const getBucketLocation = operation<GetBucketLocationRequest, GetBucketLocationOutput>({
  name: 'GetBucketLocation',
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  required: ['Bucket'],
  access: bucketAccess('GetBucketLocation'),
  run: (input, call) => {
    const { region } = bucketFor(input, call);
    return region === 'us-east-1' ? {} : { LocationConstraint: region as 'eu-central-1' };
  },
});
