import type { Access, Call } from '../../service.ts';
import { s3Error } from './errors.ts';
import type { Bucket } from './store/buckets.ts';
import type { S3Store } from './store/objectStore.ts';
import type { ObjectVersion } from './store/versions.ts';

export const storeOf = (call: Call): S3Store => call.cloud.parts.objects as S3Store;

export const bucketArn = (bucket: string | undefined): string => `arn:aws:s3:::${bucket ?? ''}`;

export const objectArn = (bucket: string | undefined, key: string | undefined): string =>
  `${bucketArn(bucket)}/${key ?? ''}`;

interface Addressed {
  Bucket?: string | undefined;
  Key?: string | undefined;
  VersionId?: string | undefined;
  ExpectedBucketOwner?: string | undefined;
}

/** The bucket a request is for. Throws `NoSuchBucket`, or `AccessDenied` when it is not the expected owner's. */
export const bucketFor = (input: Addressed, call: Call): Bucket => {
  const bucket = storeOf(call).buckets.get(input.Bucket);
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== call.cloud.account) {
    throw s3Error('AccessDenied');
  }
  return bucket;
};

/**
 * The version a request is for: the one it names, or the newest. Throws `NoSuchKey`, `NoSuchVersion`, and where that is a delete marker
 * `NoSuchKey` (as newest) or `MethodNotAllowed` (when named).
 */
export const versionFor = (input: Addressed, call: Call): ObjectVersion => {
  bucketFor(input, call);
  const { versions } = storeOf(call);
  const { Bucket = '', Key = '', VersionId } = input;
  const row = VersionId === undefined ? versions.latest(Bucket, Key) : versions.version(Bucket, Key, VersionId);
  if (!row)
    throw VersionId === undefined ? s3Error('NoSuchKey', { Key }) : s3Error('NoSuchVersion', { Key, VersionId });
  if (!row.marker) return row;
  const headers = { 'header:x-amz-delete-marker': 'true', 'header:x-amz-version-id': row.version };
  if (VersionId === undefined) throw s3Error('NoSuchKey', { Key, ...headers });
  throw s3Error('MethodNotAllowed', { Method: 'GET', ResourceType: 'DeleteMarker', ...headers });
};

/** `access` of an operation on an object; the action differs where a version is named. */
export const objectAccess =
  (action: string, versionAction = action) =>
  (input: Addressed): Access[] => [
    {
      action: `s3:${input.VersionId === undefined ? action : versionAction}`,
      resource: objectArn(input.Bucket, input.Key),
      ...(input.VersionId !== undefined && { context: { 's3:VersionId': input.VersionId } }),
    },
  ];

/** `access` of an operation on a bucket. */
export const bucketAccess =
  (action: string) =>
  (input: Addressed): Access[] => [{ action: `s3:${action}`, resource: bucketArn(input.Bucket) }];

/** A version id as answers carry it: only where the bucket has versions. */
export const versionMember = (bucket: Bucket, row: ObjectVersion): { VersionId?: string } =>
  bucket.versioning ? { VersionId: row.version } : {};
