import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { bucketFor, storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import { commonPrefixOf, encoder, listAccess, listed, maxKeysOf, owner } from './listing.ts';
import type { S3Store } from './store/objectStore.ts';
import { beyond, type ObjectVersion } from './store/versions.ts';

export const listObjectVersions = operation<ListObjectVersionsRequest, ListObjectVersionsOutput>({
  name: 'ListObjectVersions',
  accepts: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'MaxKeys',
    'KeyMarker',
    'VersionIdMarker',
    'EncodingType',
    'ExpectedBucketOwner',
  ],
  inert: ['RequestPayer', 'OptionalObjectAttributes'],
  required: ['Bucket'],
  access: listAccess('ListBucketVersions'),
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    const encode = encoder(input.EncodingType);
    const maxKeys = maxKeysOf(input.MaxKeys);
    const { rows, commonPrefixes, next } = versionsPage(storeOf(call), input, maxKeys);
    const common = (row: ObjectVersion) => ({
      Key: encode(row.key),
      VersionId: row.version,
      IsLatest: row.latest,
      LastModified: new Date(row.modified),
      Owner: owner(call.cloud.account),
    });
    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ''),
      KeyMarker: encode(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      MaxKeys: maxKeys,
      IsTruncated: next !== undefined,
      ...(input.Delimiter && { Delimiter: encode(input.Delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(next && {
        NextKeyMarker: encode(next.key),
        ...(next.version !== undefined && { NextVersionIdMarker: next.version }),
      }),
      Versions: rows.filter((row) => !row.marker).map((row) => ({ ...listed(row, encode), ...common(row) })),
      DeleteMarkers: rows.filter((row) => row.marker).map(common),
      CommonPrefixes: commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});

interface VersionsPage {
  rows: ObjectVersion[];
  commonPrefixes: string[];
  next: { key: string; version?: string } | undefined;
}

const versionsPage = (store: S3Store, input: ListObjectVersionsRequest, maxKeys: number): VersionsPage => {
  const { Bucket = '', Prefix: prefix = '', Delimiter: delimiter } = input;
  const page: VersionsPage = { rows: [], commonPrefixes: [], next: undefined };
  let after = startOf(store, input);
  let last: VersionsPage['next'];
  while (maxKeys > 0) {
    const left = maxKeys - page.rows.length - page.commonPrefixes.length;
    let skipped = false;
    for (const row of store.versions.pageVersions(Bucket, prefix, after, left + 1)) {
      if (page.rows.length + page.commonPrefixes.length === maxKeys) return { ...page, next: last };
      const common = delimiter ? commonPrefixOf(row.key, prefix, delimiter) : undefined;
      if (common === undefined) {
        page.rows.push(row);
        last = { key: row.key, version: row.version };
      } else {
        page.commonPrefixes.push(common);
        last = { key: common };
        after = { key: beyond(common) };
        skipped = true;
        break;
      }
    }
    if (!skipped) break;
  }
  return page;
};

const startOf = (store: S3Store, input: ListObjectVersionsRequest): { key: string; sequence?: number } => {
  const { Bucket = '', KeyMarker = '', VersionIdMarker, Delimiter, Prefix = '' } = input;
  if (VersionIdMarker) {
    if (KeyMarker === '')
      throw s3Error('InvalidArgument', {}, 'A version-id marker cannot be specified without a key marker.');
    const row = store.versions.version(Bucket, KeyMarker, VersionIdMarker);
    if (!row) throw s3Error('InvalidArgument', { ArgumentName: 'version-id-marker' }, 'Invalid version id specified');
    return { key: KeyMarker, sequence: row.sequence };
  }
  const isCommon = Delimiter && KeyMarker !== '' && commonPrefixOf(KeyMarker, Prefix, Delimiter) === KeyMarker;
  return { key: isCommon ? beyond(KeyMarker) : KeyMarker };
};
