import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { encryptionMembers } from './answer.ts';
import { checksumMembers } from './checksums/algorithms.ts';
import { bucketFor, objectAccess, storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import { checksumRequestMembers, receiveBody } from './receiveBody.ts';

const MAX_PARTS = 10_000;

export const uploadPart = operation<UploadPartRequest, UploadPartOutput>({
  name: 'UploadPart',
  accepts: [
    'Bucket',
    'Key',
    'UploadId',
    'PartNumber',
    'Body',
    'ContentLength',
    'ExpectedBucketOwner',
    ...checksumRequestMembers,
  ],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'UploadId', 'PartNumber'],
  access: objectAccess('PutObject'),
  run: async (input, call) => {
    bucketFor(input, call);
    const { uploads } = storeOf(call);
    const upload = uploads.get(input.Bucket, input.Key, input.UploadId);
    const number = partNumber(input.PartNumber);
    const received = await receiveBody(input, call, upload.algorithm);
    const part = await uploads.addPart(upload, number, received);
    return { ETag: `"${part.md5}"`, ...encryptionMembers(upload), ...checksumMembers(part.checksums) };
  },
});

/** Throws `InvalidArgument`. */
export const partNumber = (number: number | undefined): number => {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= MAX_PARTS) return number;
  throw s3Error(
    'InvalidArgument',
    { ArgumentName: 'partNumber', ArgumentValue: number },
    `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`,
  );
};
