import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { checksumAnswer, encryptionMembers } from './answer.ts';
import { bucketFor, objectArn, storeOf, versionMember } from './context.ts';
import { newDataKey } from './encryption.ts';
import { factMembers, factsOf, inertFactMembers } from './objectFacts.ts';
import { checksumRequestMembers, receiveBody } from './receiveBody.ts';

export const putObject = operation<PutObjectRequest, PutObjectOutput>({
  name: 'PutObject',
  accepts: [
    'Bucket',
    'Key',
    'Body',
    'ContentLength',
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
    ...factMembers,
    ...checksumRequestMembers,
  ],
  inert: [...inertFactMembers],
  required: ['Bucket', 'Key'],
  access: (input) => writeAccess(input),
  run: async (input, call) => {
    const bucket = bucketFor(input, call);
    const facts = factsOf(input, bucket, call);
    await newDataKey(facts, objectArn(bucket.name, input.Key), call);
    const received = await receiveBody(input, call, 'CRC64NVME');
    const row = storeOf(call).commit(
      bucket.name,
      input.Key ?? '',
      received,
      { ...facts, checksums: received.checksums },
      { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch },
      { reason: 'PutObject', requestId: call.requestId, requester: call.caller.arn },
    );
    return {
      ETag: row.etag,
      ...versionMember(bucket, row),
      ...encryptionMembers(row),
      ...checksumAnswer(row),
      Size: row.size,
    };
  },
});

/** A write with tags or a lock needs the right to set those too. */
export const writeAccess = (
  input: Pick<PutObjectRequest, 'Bucket' | 'Key' | 'Tagging' | 'ObjectLockMode' | 'ObjectLockLegalHoldStatus'> & {
    ServerSideEncryption?: string | undefined;
    SSEKMSKeyId?: string | undefined;
  },
) => {
  const resource = objectArn(input.Bucket, input.Key);
  const context: Record<string, string> = {};
  if (input.ServerSideEncryption !== undefined) context['s3:x-amz-server-side-encryption'] = input.ServerSideEncryption;
  if (input.SSEKMSKeyId !== undefined) context['s3:x-amz-server-side-encryption-aws-kms-key-id'] = input.SSEKMSKeyId;
  return [
    { action: 's3:PutObject', resource, context },
    ...(input.Tagging === undefined ? [] : [{ action: 's3:PutObjectTagging', resource }]),
    ...(input.ObjectLockMode === undefined ? [] : [{ action: 's3:PutObjectRetention', resource }]),
    ...(input.ObjectLockLegalHoldStatus === undefined ? [] : [{ action: 's3:PutObjectLegalHold', resource }]),
  ];
};
