import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import { type Call, operation } from '../../service.ts';
import { bucketFor, objectAccess, objectArn, storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import { checkUnlocked } from './lock.ts';
import type { Bucket } from './store/buckets.ts';
import { sameEtag } from './store/objectStore.ts';

export const deleteObject = operation<DeleteObjectRequest, DeleteObjectOutput>({
  name: 'DeleteObject',
  accepts: ['Bucket', 'Key', 'VersionId', 'BypassGovernanceRetention', 'IfMatch', 'ExpectedBucketOwner'],
  inert: ['RequestPayer'],
  required: ['Bucket', 'Key'],
  access: (input) => [
    ...objectAccess('DeleteObject', 'DeleteObjectVersion')(input),
    ...(input.BypassGovernanceRetention
      ? [{ action: 's3:BypassGovernanceRetention', resource: objectArn(input.Bucket, input.Key) }]
      : []),
  ],
  run: (input, call) => {
    const bucket = bucketFor(input, call);
    if (input.IfMatch !== undefined) checkMatch(input, call);
    return deleteOne(bucket, input.Key ?? '', input.VersionId, input.BypassGovernanceRetention ?? false, call);
  },
});

const checkMatch = ({ Bucket = '', Key = '', IfMatch = '' }: DeleteObjectRequest, call: Call): void => {
  const row = storeOf(call).versions.latest(Bucket, Key);
  if (!row || row.marker) throw s3Error('NoSuchKey', { Key });
  if (!sameEtag(IfMatch, row.etag)) throw s3Error('PreconditionFailed', { Condition: 'If-Match' });
};

/** Deletes a key or one version; what is not there is deleted already. Throws `AccessDenied` for a locked version. */
export const deleteOne = (
  bucket: Bucket,
  key: string,
  version: string | undefined,
  bypass: boolean,
  call: Call,
): { DeleteMarker?: boolean; VersionId?: string } => {
  const store = storeOf(call);
  if (version === undefined) {
    const marker = store.remove(bucket, key);
    return marker ? { DeleteMarker: true, VersionId: marker.version } : {};
  }
  const row = store.versions.version(bucket.name, key, version);
  if (!row) return { VersionId: version };
  checkUnlocked(row, bypass, call);
  store.removeVersion(row);
  return { VersionId: version, ...(row.marker && { DeleteMarker: true }) };
};
