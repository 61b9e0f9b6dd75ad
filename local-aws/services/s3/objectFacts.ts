import type { ObjectLockMode, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { s3Error } from './errors.ts';
import type { Bucket } from './store/buckets.ts';
import type { ObjectFacts } from './store/versions.ts';
import { parseTagging } from './tags.ts';

/** Members of PutObject, CopyObject and CreateMultipartUpload that an object keeps. */
export type FactMembers = Pick<
  PutObjectRequest,
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Metadata'
  | 'StorageClass'
  | 'WebsiteRedirectLocation'
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'BucketKeyEnabled'
  | 'Tagging'
  | 'ObjectLockMode'
  | 'ObjectLockRetainUntilDate'
  | 'ObjectLockLegalHoldStatus'
> & { Expires?: unknown };

/** Names of those members, for `accepts`. */
export const factMembers = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Expires',
  'Metadata',
  'WebsiteRedirectLocation',
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'BucketKeyEnabled',
  'Tagging',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
] as const;

/** Kept and given back, without effect here: there is one kind of storage, one owner and nobody to bill. */
export const inertFactMembers = ['ACL', 'StorageClass', 'SSEKMSEncryptionContext', 'RequestPayer'] as const;

/** What an object keeps of the request that made it, with the bucket's defaults for encryption and retention. */
export const factsOf = (input: FactMembers, bucket: Bucket, call: Call): ObjectFacts => {
  const encoding = input.ContentEncoding?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== 'aws-chunked' && each !== '')
    .join(',');
  const facts: ObjectFacts = {
    contentType: input.ContentType ?? 'binary/octet-stream',
    encryption: encryptionOf(input, bucket),
  };
  if (input.CacheControl !== undefined) facts.cacheControl = input.CacheControl;
  if (input.ContentDisposition !== undefined) facts.contentDisposition = input.ContentDisposition;
  if (encoding) facts.contentEncoding = encoding;
  if (input.ContentLanguage !== undefined) facts.contentLanguage = input.ContentLanguage;
  if (input.Expires !== undefined) facts.expires = expiresText(input.Expires);
  if (input.Metadata !== undefined) facts.metadata = input.Metadata;
  if (input.StorageClass !== undefined && input.StorageClass !== 'STANDARD') facts.storageClass = input.StorageClass;
  if (input.WebsiteRedirectLocation !== undefined) facts.websiteRedirectLocation = input.WebsiteRedirectLocation;
  if (input.Tagging !== undefined) facts.tags = parseTagging(input.Tagging);
  return { ...facts, ...lockOf(input, bucket, call) };
};

const expiresText = (value: unknown): string => (value instanceof Date ? value.toUTCString() : String(value));

interface EncryptionRule {
  ApplyServerSideEncryptionByDefault?: { SSEAlgorithm?: string; KMSMasterKeyID?: string };
  BucketKeyEnabled?: boolean;
}

const encryptionOf = (input: FactMembers, bucket: Bucket): NonNullable<ObjectFacts['encryption']> => {
  const rule = (bucket.settings.encryption as { Rules?: EncryptionRule[] } | undefined)?.Rules?.[0];
  const standard = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = input.ServerSideEncryption ?? standard?.SSEAlgorithm ?? 'AES256';
  if (!algorithm.startsWith('aws:kms')) {
    if (input.SSEKMSKeyId !== undefined) {
      throw s3Error(
        'InvalidArgument',
        {},
        'x-amz-server-side-encryption-aws-kms-key-id needs x-amz-server-side-encryption: aws:kms',
      );
    }
    return { algorithm };
  }
  const keyId = input.SSEKMSKeyId ?? standard?.KMSMasterKeyID;
  const bucketKey = input.BucketKeyEnabled ?? rule?.BucketKeyEnabled;
  return { algorithm, ...(keyId !== undefined && { keyId }), ...(bucketKey !== undefined && { bucketKey }) };
};

interface DefaultRetention {
  Mode?: ObjectLockMode;
  Days?: number;
  Years?: number;
}

const lockOf = (input: FactMembers, bucket: Bucket, call: Call): Pick<ObjectFacts, 'retention' | 'legalHold'> => {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: hold } = input;
  if (mode === undefined && until === undefined && hold === undefined) return defaultRetention(bucket, call);
  if (!bucket.objectLock) throw s3Error('InvalidRequest', {}, 'Bucket is missing Object Lock Configuration');
  if ((mode === undefined) !== (until === undefined)) {
    throw s3Error(
      'InvalidArgument',
      {},
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  }
  const lock: Pick<ObjectFacts, 'retention' | 'legalHold'> = defaultRetention(bucket, call);
  if (mode !== undefined && until !== undefined) lock.retention = retention(mode, until, call);
  if (hold !== undefined) lock.legalHold = hold === 'ON';
  return lock;
};

/** Throws `InvalidArgument` for a date that has passed or a mode that there is not. */
export const retention = (mode: string, until: Date, call: Call): NonNullable<ObjectFacts['retention']> => {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE')
    throw s3Error('InvalidArgument', {}, 'Unknown wormMode directive.');
  if (until.getTime() <= call.cloud.clock.now()) {
    throw s3Error('InvalidArgument', {}, 'The retain until date must be in the future!');
  }
  return { mode, until: until.getTime() };
};

const defaultRetention = (bucket: Bucket, call: Call): Pick<ObjectFacts, 'retention'> => {
  const rule = (bucket.settings.objectLock as { Rule?: { DefaultRetention?: DefaultRetention } } | undefined)?.Rule;
  const standard = rule?.DefaultRetention;
  if (!standard?.Mode) return {};
  const until = new Date(call.cloud.clock.now());
  if (standard.Days) until.setUTCDate(until.getUTCDate() + standard.Days);
  if (standard.Years) until.setUTCFullYear(until.getUTCFullYear() + standard.Years);
  return { retention: { mode: standard.Mode, until: until.getTime() } };
};
