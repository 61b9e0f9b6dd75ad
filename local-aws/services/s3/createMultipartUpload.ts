import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { encryptionMembers } from './answer.ts';
import { isAlgorithm } from './checksums/algorithms.ts';
import { bucketFor, objectArn, storeOf } from './context.ts';
import { newDataKey } from './encryption.ts';
import { s3Error } from './errors.ts';
import { factMembers, factsOf, inertFactMembers } from './objectFacts.ts';
import { writeAccess } from './putObject.ts';

export const createMultipartUpload = operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>({
  name: 'CreateMultipartUpload',
  accepts: ['Bucket', 'Key', 'ChecksumAlgorithm', 'ChecksumType', 'ExpectedBucketOwner', ...factMembers],
  inert: [...inertFactMembers],
  required: ['Bucket', 'Key'],
  access: writeAccess,
  run: async (input, call) => {
    const bucket = bucketFor(input, call);
    const { ChecksumAlgorithm: algorithm } = input;
    if (algorithm !== undefined && !isAlgorithm(algorithm)) {
      throw s3Error('NotImplemented', {}, `The checksum algorithm ${algorithm} is not supported by local-aws`);
    }
    const checksumType = input.ChecksumType ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
    checkType(algorithm, checksumType);
    const facts = factsOf(input, bucket, call);
    await newDataKey(facts, objectArn(bucket.name, input.Key), call);
    const upload = storeOf(call).uploads.create({
      bucket: bucket.name,
      key: input.Key ?? '',
      initiator: call.caller.arn,
      facts,
      ...(algorithm !== undefined && { algorithm, checksumType }),
    });
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      ...encryptionMembers(upload),
      ...(algorithm !== undefined && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
    };
  },
});

const checkType = (algorithm: string | undefined, type: string): void => {
  const wrong =
    (algorithm === 'CRC64NVME' && type === 'COMPOSITE') || (algorithm?.startsWith('SHA') && type === 'FULL_OBJECT');
  if (wrong)
    throw s3Error(
      'InvalidRequest',
      {},
      `The ${type} checksum type cannot be used with the ${algorithm?.toLowerCase()} checksum algorithm.`,
    );
};
