import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { checksumAnswer } from './answer.ts';
import { checksumMembers } from './checksums/algorithms.ts';
import { bucketFor, objectAccess, versionFor, versionMember } from './context.ts';
import { maxKeysOf } from './listing.ts';
import type { ObjectVersion } from './store/versions.ts';

export const getObjectAttributes = operation<GetObjectAttributesRequest, GetObjectAttributesOutput>({
  name: 'GetObjectAttributes',
  accepts: ['Bucket', 'Key', 'VersionId', 'ObjectAttributes', 'MaxParts', 'PartNumberMarker', 'ExpectedBucketOwner'],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key', 'ObjectAttributes'],
  access: (input) => [
    ...objectAccess('GetObject', 'GetObjectVersion')(input),
    ...objectAccess('GetObjectAttributes', 'GetObjectVersionAttributes')(input),
  ],
  run: (input, call) => {
    const row = versionFor(input, call);
    const wanted = new Set<string>(input.ObjectAttributes);
    return {
      LastModified: new Date(row.modified),
      ...versionMember(bucketFor(input, call), row),
      ...(wanted.has('ETag') && { ETag: row.etag.replaceAll('"', '') }),
      ...(wanted.has('Checksum') && row.facts.checksums && { Checksum: checksumAnswer(row) }),
      ...(wanted.has('ObjectParts') && row.facts.parts && { ObjectParts: partsOf(row, input) }),
      ...(wanted.has('StorageClass') && { StorageClass: (row.facts.storageClass ?? 'STANDARD') as 'STANDARD' }),
      ...(wanted.has('ObjectSize') && { ObjectSize: row.size }),
    };
  },
});

const partsOf = ({ facts: { parts = [] } }: ObjectVersion, input: GetObjectAttributesRequest) => {
  const most = maxKeysOf(input.MaxParts);
  const rest = parts.filter(({ number }) => number > Number(input.PartNumberMarker ?? 0));
  const page = rest.slice(0, most);
  return {
    TotalPartsCount: parts.length,
    MaxParts: most,
    IsTruncated: rest.length > page.length,
    PartNumberMarker: input.PartNumberMarker ?? '0',
    ...(page.length > 0 && { NextPartNumberMarker: String(page.at(-1)?.number) }),
    Parts: page.map(({ number, size, checksums }) => ({
      PartNumber: number,
      Size: size,
      ...checksumMembers(checksums ?? {}),
    })),
  };
};
