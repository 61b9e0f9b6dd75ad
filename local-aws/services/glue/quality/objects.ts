import type { Cloud } from '../../../cloud.ts';
import { QualityError } from '../../../engines/quality/errors.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';

/** An object as a file that may be read in place. */
export interface SourceObject {
  key: string;
  path: string;
}

/** The objects with data below `s3://bucket/prefix`, each asked for with the caller's rights; markers and hidden names are passed over. */
export const objectsBelow = async (cloud: Cloud, caller: Caller, location: string): Promise<SourceObject[]> => {
  const [, bucket, path] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  if (bucket === undefined || path === undefined)
    throw new QualityError('DataUnreadable', `the location ${JSON.stringify(location)} is not s3://bucket/prefix`);
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`;
  const objects: SourceObject[] = [];
  let token: string | undefined;
  do {
    const input = { Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const answer = await asked(location, () =>
      cloud.call<{ Contents?: { Key?: string; Size?: number }[]; NextContinuationToken?: string }>(
        's3',
        'ListObjectsV2',
        input,
        caller,
      ),
    );
    for (const { Key = '', Size = 0 } of answer.Contents ?? []) {
      const hidden = Key.slice(prefix.length)
        .split('/')
        .some((part) => /^[_.]/.test(part));
      if (Size === 0 || hidden) continue;
      await asked(`s3://${bucket}/${Key}`, () => cloud.call('s3', 'HeadObject', { Bucket: bucket, Key }, caller));
      const stored = cloud.parts.objects.head(bucket, Key);
      if (stored !== undefined) objects.push({ key: Key, path: stored.path });
    }
    token = answer.NextContinuationToken;
  } while (token !== undefined);
  return objects;
};

const asked = async <T>(uri: string, action: () => Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    if (!isAwsError(error)) throw error;
    throw new QualityError('DataUnreadable', `${error.code}: ${uri}: ${error.message}`, { cause: error });
  }
};
