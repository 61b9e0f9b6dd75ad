import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketFor, storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import { encoder, listAccess, listed, listPage, maxKeysOf, owner } from './listing.ts';

export const listObjectsV2 = operation<ListObjectsV2Request, ListObjectsV2Output>({
  name: 'ListObjectsV2',
  accepts: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'MaxKeys',
    'ContinuationToken',
    'StartAfter',
    'EncodingType',
    'FetchOwner',
    'ExpectedBucketOwner',
  ],
  inert: ['RequestPayer', 'OptionalObjectAttributes'],
  required: ['Bucket'],
  access: listAccess('ListBucket'),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const encode = encoder(input.EncodingType);
    const maxKeys = maxKeysOf(input.MaxKeys);
    const { ContinuationToken: token, StartAfter: startAfter } = input;
    const after = token === undefined ? (startAfter ?? '') : readToken(token);
    const prefix = input.Prefix ?? '';
    const page = listPage(storeOf(call), {
      bucket: bucket.name,
      prefix,
      delimiter: input.Delimiter || undefined,
      after,
      maxKeys,
    });
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      MaxKeys: maxKeys,
      KeyCount: page.contents.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      ...(input.Delimiter && { Delimiter: encode(input.Delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(startAfter !== undefined && { StartAfter: encode(startAfter) }),
      ...(token !== undefined && { ContinuationToken: token }),
      ...(page.next !== undefined && { NextContinuationToken: writeToken(page.next) }),
      Contents: page.contents.map((row) => ({
        ...listed(row, encode),
        ...(input.FetchOwner && { Owner: owner(call.cloud.account) }),
      })),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});

const writeToken = (after: string): string => Buffer.from(`1/${after}`).toString('base64');

const readToken = (token: string): string => {
  const text = Buffer.from(token, 'base64').toString();
  if (text.startsWith('1/')) return text.slice(2);
  throw s3Error(
    'InvalidArgument',
    { ArgumentName: 'continuation-token' },
    'The continuation token provided is incorrect',
  );
};
