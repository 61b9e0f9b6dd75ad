import type { Call } from '../../service.ts';
import { checkCopySource, type ReadConditions } from './conditions.ts';
import { objectArn, versionFor } from './context.ts';
import { s3Error } from './errors.ts';
import type { ObjectVersion } from './store/versions.ts';

export interface CopySourceInput {
  CopySource: string | undefined;
  CopySourceIfMatch?: string | undefined;
  CopySourceIfNoneMatch?: string | undefined;
  CopySourceIfModifiedSince?: Date | undefined;
  CopySourceIfUnmodifiedSince?: Date | undefined;
  ExpectedSourceBucketOwner?: string | undefined;
}

export const copySourceMembers = [
  'CopySource',
  'CopySourceIfMatch',
  'CopySourceIfNoneMatch',
  'CopySourceIfModifiedSince',
  'CopySourceIfUnmodifiedSince',
  'ExpectedSourceBucketOwner',
] as const;

/** `[/]<bucket>/<percent-encoded key>[?versionId=<id>]`. Throws `InvalidArgument`. */
export const parseCopySource = (text: string | undefined): { Bucket: string; Key: string; VersionId?: string } => {
  const [path = '', query = ''] = (text ?? '').split('?versionId=');
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    decoded = path;
  }
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded);
  if (!match) {
    throw s3Error(
      'InvalidArgument',
      { ArgumentName: 'x-amz-copy-source', ArgumentValue: text },
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  return { Bucket: match[1] ?? '', Key: match[2] ?? '', ...(query !== '' && { VersionId: query }) };
};

/** The version that a copy reads, its conditions checked. */
export const copySource = (input: CopySourceInput, call: Call): ObjectVersion => {
  const source = parseCopySource(input.CopySource);
  const row = versionFor({ ...source, ExpectedBucketOwner: input.ExpectedSourceBucketOwner }, call);
  checkCopySource(row, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  } satisfies ReadConditions);
  return row;
};

export const copySourceAccess = (input: { CopySource: string | undefined }) => {
  const { Bucket, Key, VersionId } = parseCopySource(input.CopySource);
  return { action: VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', resource: objectArn(Bucket, Key) };
};
