import type { ListObjectsV2Request } from '@aws-sdk/client-s3';
import { bucketArn } from './context.ts';
import { s3Error } from './errors.ts';
import type { S3Store } from './store/objectStore.ts';
import { beyond, type ObjectVersion } from './store/versions.ts';

const MOST = 1000;

export interface Page {
  contents: ObjectVersion[];
  commonPrefixes: string[];
  /** Where the next page begins, behind the last key or common prefix; undefined when this is the last. */
  next: string | undefined;
}

export interface PageRequest {
  bucket: string;
  prefix: string;
  delimiter: string | undefined;
  /** Behind which key or common prefix the page begins. */
  after: string;
  maxKeys: number;
}

/** Throws `InvalidArgument`. */
export const maxKeysOf = (given: number | undefined): number => {
  if (given === undefined) return MOST;
  if (!Number.isInteger(given) || given < 0)
    throw s3Error(
      'InvalidArgument',
      { ArgumentName: 'max-keys' },
      'Argument maxKeys must be an integer between 0 and 2147483647',
    );
  return Math.min(given, MOST);
};

/** One page of keys and common prefixes, in the order of their bytes. A common prefix is skipped in one step however many keys it has. */
export const listPage = (store: S3Store, request: PageRequest): Page => {
  const { bucket, prefix, delimiter, maxKeys } = request;
  const page: Page = { contents: [], commonPrefixes: [], next: undefined };
  if (maxKeys === 0) return page;
  let after = request.after;
  // A page that ended with a common prefix goes on behind all of its keys.
  if (delimiter && commonPrefixOf(after, prefix, delimiter) === after && after !== '') after = beyond(after);
  let last = '';
  for (;;) {
    const wanted = maxKeys + 1 - page.contents.length - page.commonPrefixes.length;
    const rows = store.versions.page(bucket, prefix, after, wanted);
    let skipped = false;
    for (const row of rows) {
      if (page.contents.length + page.commonPrefixes.length === maxKeys) return { ...page, next: last };
      const common = delimiter ? commonPrefixOf(row.key, prefix, delimiter) : undefined;
      if (common === undefined) {
        page.contents.push(row);
        last = row.key;
        after = row.key;
      } else {
        page.commonPrefixes.push(common);
        last = common;
        after = beyond(common);
        skipped = true;
        break;
      }
    }
    if (!skipped) return page;
  }
};

/** The key up to the first delimiter behind the prefix. */
export const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  if (!key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
};

/** How names are written when `encoding-type=url` is asked for. */
export const encoder = (type: string | undefined): ((text: string) => string) => {
  if (type === undefined) return (text) => text;
  if (type !== 'url')
    throw s3Error(
      'InvalidArgument',
      { ArgumentName: 'encoding-type', ArgumentValue: type },
      'Invalid Encoding Method specified in Request',
    );
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll("'", '%27');
};

/** The right to list, with the keys that policies may look at. */
export const listAccess =
  (action: string) => (input: Pick<ListObjectsV2Request, 'Bucket' | 'Prefix' | 'Delimiter' | 'MaxKeys'>) => [
    {
      action: `s3:${action}`,
      resource: bucketArn(input.Bucket),
      context: {
        's3:prefix': input.Prefix ?? '',
        ...(input.Delimiter !== undefined && { 's3:delimiter': input.Delimiter }),
        ...(input.MaxKeys !== undefined && { 's3:max-keys': String(input.MaxKeys) }),
      },
    },
  ];

/** An object as a listing tells it. */
export const listed = (row: ObjectVersion, encode: (text: string) => string) => ({
  Key: encode(row.key),
  LastModified: new Date(row.modified),
  ETag: row.etag,
  Size: row.size,
  StorageClass: (row.facts.storageClass ?? 'STANDARD') as 'STANDARD',
  ...(row.facts.checksums && {
    ChecksumAlgorithm: Object.keys(row.facts.checksums) as 'CRC32'[],
    ChecksumType: row.facts.checksumType ?? ('FULL_OBJECT' as const),
  }),
});

/** The one owner of everything here. */
export const owner = (account: string) => ({ ID: account.padStart(64, '0'), DisplayName: 'local-aws' });
