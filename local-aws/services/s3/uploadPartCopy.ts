import { createReadStream } from 'node:fs';
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { encryptionMembers } from './answer.ts';
import { checksumMembers } from './checksums/algorithms.ts';
import { bucketFor, objectArn, storeOf } from './context.ts';
import { copySource, copySourceAccess, copySourceMembers } from './copySource.ts';
import { useDataKey } from './encryption.ts';
import { s3Error } from './errors.ts';
import { partNumber } from './uploadPart.ts';

export const uploadPartCopy = operation<UploadPartCopyRequest, UploadPartCopyOutput>({
  name: 'UploadPartCopy',
  accepts: ['Bucket', 'Key', 'UploadId', 'PartNumber', 'CopySourceRange', 'ExpectedBucketOwner', ...copySourceMembers],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'UploadId', 'PartNumber', 'CopySource'],
  access: (input) => [
    copySourceAccess(input),
    { action: 's3:PutObject', resource: objectArn(input.Bucket, input.Key) },
  ],
  run: async (input, call) => {
    bucketFor(input, call);
    const store = storeOf(call);
    const upload = store.uploads.get(input.Bucket, input.Key, input.UploadId);
    const number = partNumber(input.PartNumber);
    const source = copySource(input, call);
    await useDataKey(source.facts, call);
    const range = copyRange(input.CopySourceRange, source.size);
    const body = source.size === 0 ? '' : createReadStream(store.path(source), range);
    const received = await store.receive(body, upload.algorithm ? [upload.algorithm] : []);
    const part = await store.uploads.addPart(upload, number, received);
    return {
      CopyPartResult: {
        ETag: `"${part.md5}"`,
        LastModified: new Date(part.modified),
        ...checksumMembers(part.checksums),
      },
      ...(source.version !== 'null' && { CopySourceVersionId: source.version }),
      ...encryptionMembers(upload),
    };
  },
});

/** `bytes=first-last`, both given and both within the object. */
const copyRange = (text: string | undefined, size: number): { start: number; end: number } | Record<string, never> => {
  if (text === undefined) return {};
  const match = /^bytes=(\d+)-(\d+)$/.exec(text);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]);
  if (match && start <= end && end < size) return { start, end };
  throw s3Error(
    'InvalidArgument',
    { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: text },
    match
      ? `Range specified is not valid for source object of size: ${size}`
      : 'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
  );
};
