import { createReadStream } from 'node:fs';
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { describe } from './answer.ts';
import { checkRead } from './conditions.ts';
import { objectAccess, storeOf, versionFor } from './context.ts';
import { useDataKey } from './encryption.ts';
import { selectRange } from './selectRange.ts';

/** Parameters that GetObject and HeadObject share. */
export const readParameters = [
  'Bucket',
  'Key',
  'VersionId',
  'Range',
  'PartNumber',
  'IfMatch',
  'IfNoneMatch',
  'IfModifiedSince',
  'IfUnmodifiedSince',
  'ChecksumMode',
  'ExpectedBucketOwner',
  'ResponseCacheControl',
  'ResponseContentDisposition',
  'ResponseContentEncoding',
  'ResponseContentLanguage',
  'ResponseContentType',
  'ResponseExpires',
] as const;

export const getObject = operation<GetObjectRequest, GetObjectOutput>({
  name: 'GetObject',
  accepts: readParameters,
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: objectAccess('GetObject', 'GetObjectVersion'),
  run: async (input, call) => {
    const row = versionFor(input, call);
    checkRead(row, input);
    await useDataKey(row.facts, call);
    const range = selectRange(input, row);
    const path = storeOf(call).path(row);
    const options = range ? { start: range.start, end: range.end } : {};
    return {
      ...describe(row, call, input.ChecksumMode === 'ENABLED', range === undefined),
      ...range?.members,
      ...overrides(input),
      Body: (row.size === 0 ? new Uint8Array() : createReadStream(path, options)) as unknown as NonNullable<
        GetObjectOutput['Body']
      >,
    };
  },
});

/** Headers that a request asks to have in its answer. */
export const overrides = (input: GetObjectRequest): Partial<GetObjectOutput> => ({
  ...(input.ResponseCacheControl !== undefined && { CacheControl: input.ResponseCacheControl }),
  ...(input.ResponseContentDisposition !== undefined && { ContentDisposition: input.ResponseContentDisposition }),
  ...(input.ResponseContentEncoding !== undefined && { ContentEncoding: input.ResponseContentEncoding }),
  ...(input.ResponseContentLanguage !== undefined && { ContentLanguage: input.ResponseContentLanguage }),
  ...(input.ResponseContentType !== undefined && { ContentType: input.ResponseContentType }),
  ...(input.ResponseExpires !== undefined && { Expires: input.ResponseExpires }),
});
