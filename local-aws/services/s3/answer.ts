import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { checksumMembers } from './checksums/algorithms.ts';
import { storeOf, versionMember } from './context.ts';
import type { ObjectVersion } from './store/versions.ts';

/** Encryption as every answer about an object tells it. */
export const encryptionMembers = ({ facts: { encryption } }: Pick<ObjectVersion, 'facts'>) => ({
  ServerSideEncryption: (encryption?.algorithm ?? 'AES256') as 'AES256',
  ...(encryption?.keyId !== undefined && { SSEKMSKeyId: encryption.keyId }),
  ...(encryption?.bucketKey !== undefined && { BucketKeyEnabled: encryption.bucketKey }),
});

/** Checksums as an answer carries them. */
export const checksumAnswer = ({ facts }: Pick<ObjectVersion, 'facts'>) => ({
  ...checksumMembers(facts.checksums ?? {}),
  ...(facts.checksums && { ChecksumType: facts.checksumType ?? ('FULL_OBJECT' as const) }),
});

/** What HeadObject and GetObject say of an object; `whole` is false for a range, whose checksum would be another. */
export const describe = (row: ObjectVersion, call: Call, checksumMode: boolean, whole = true): HeadObjectOutput => {
  const { facts } = row;
  const bucket = storeOf(call).buckets.get(row.bucket);
  const retention = facts.retention;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(row.modified),
    ContentLength: row.size,
    ETag: row.etag,
    ContentType: facts.contentType ?? 'binary/octet-stream',
    ...versionMember(bucket, row),
    ...encryptionMembers(row),
    ...(checksumMode && whole && checksumAnswer(row)),
    ...optional('CacheControl', facts.cacheControl),
    ...optional('ContentDisposition', facts.contentDisposition),
    ...optional('ContentEncoding', facts.contentEncoding),
    ...optional('ContentLanguage', facts.contentLanguage),
    ...(facts.expires !== undefined && { Expires: new Date(facts.expires) }),
    ...optional('Metadata', facts.metadata),
    ...(facts.storageClass !== undefined && { StorageClass: facts.storageClass as 'STANDARD' }),
    ...optional('WebsiteRedirectLocation', facts.websiteRedirectLocation),
    ...(facts.tags && { TagCount: Object.keys(facts.tags).length }),
    ...(retention && { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: new Date(retention.until) }),
    ...(facts.legalHold !== undefined && {
      ObjectLockLegalHoldStatus: facts.legalHold ? ('ON' as const) : ('OFF' as const),
    }),
  };
};

const optional = <K extends string, V>(name: K, value: V | undefined): Record<K, V> | Record<string, never> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);
