import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketFor, storeOf } from './context.ts';
import { encoder, listAccess, listed, listPage, maxKeysOf, owner } from './listing.ts';

export const listObjects = operation<ListObjectsRequest, ListObjectsOutput>({
  name: 'ListObjects',
  accepts: ['Bucket', 'Prefix', 'Delimiter', 'MaxKeys', 'Marker', 'EncodingType', 'ExpectedBucketOwner'],
  inert: ['RequestPayer', 'OptionalObjectAttributes'],
  required: ['Bucket'],
  access: listAccess('ListBucket'),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const encode = encoder(input.EncodingType);
    const maxKeys = maxKeysOf(input.MaxKeys);
    const prefix = input.Prefix ?? '';
    const delimiter = input.Delimiter || undefined;
    const page = listPage(storeOf(call), {
      bucket: bucket.name,
      prefix,
      delimiter,
      after: input.Marker ?? '',
      maxKeys,
    });
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      Marker: encode(input.Marker ?? ''),
      MaxKeys: maxKeys,
      IsTruncated: page.next !== undefined,
      ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      // Without a delimiter a client goes on from the last key it was given.
      ...(page.next !== undefined && delimiter !== undefined && { NextMarker: encode(page.next) }),
      Contents: page.contents.map((row) => ({ ...listed(row, encode), Owner: owner(call.cloud.account) })),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});
