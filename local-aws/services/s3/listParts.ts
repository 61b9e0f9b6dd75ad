import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { checksumMembers } from './checksums/algorithms.ts';
import { bucketFor, objectAccess, storeOf } from './context.ts';
import { maxKeysOf, owner } from './listing.ts';

export const listParts = operation<ListPartsRequest, ListPartsOutput>({
  name: 'ListParts',
  accepts: ['Bucket', 'Key', 'UploadId', 'MaxParts', 'PartNumberMarker', 'ExpectedBucketOwner'],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'UploadId'],
  access: (input) => objectAccess('ListMultipartUploadParts')({ Bucket: input.Bucket, Key: input.Key }),
  run: (input, call) => {
    bucketFor(input, call);
    const { uploads } = storeOf(call);
    const upload = uploads.get(input.Bucket, input.Key, input.UploadId);
    const most = maxKeysOf(input.MaxParts);
    const after = Number(input.PartNumberMarker ?? 0);
    const rest = uploads.parts(upload).filter((part) => part.number > after);
    const parts = rest.slice(0, most);
    const last = parts.at(-1);
    return {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(after),
      MaxParts: most,
      IsTruncated: rest.length > parts.length,
      ...(rest.length > parts.length && last && { NextPartNumberMarker: String(last.number) }),
      Parts: parts.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.modified),
        ETag: `"${part.md5}"`,
        Size: part.size,
        ...checksumMembers(part.checksums),
      })),
      Initiator: { ID: upload.initiator, DisplayName: 'local-aws' },
      Owner: owner(call.cloud.account),
      StorageClass: (upload.facts.storageClass ?? 'STANDARD') as 'STANDARD',
      ...(upload.algorithm && { ChecksumAlgorithm: upload.algorithm, ChecksumType: upload.checksumType }),
    };
  },
});
