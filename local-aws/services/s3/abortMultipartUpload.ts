import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketFor, objectAccess, storeOf } from './context.ts';

export const abortMultipartUpload = operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput>({
  name: 'AbortMultipartUpload',
  accepts: ['Bucket', 'Key', 'UploadId', 'ExpectedBucketOwner'],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'UploadId'],
  access: (input) => objectAccess('AbortMultipartUpload')({ Bucket: input.Bucket, Key: input.Key }),
  run: (input, call) => {
    bucketFor(input, call);
    const { uploads } = storeOf(call);
    uploads.drop(uploads.get(input.Bucket, input.Key, input.UploadId));
    return {};
  },
});
