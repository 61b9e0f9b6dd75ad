import { createReadStream } from 'node:fs';
import type { Cloud } from '../../../cloud.ts';
import { StepError } from '../../../engines/sql/errors.ts';
import type { ResolvedObject, StepPort } from '../../../engines/sql/step/port.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';
import type { JobLog } from './jobLog.ts';

interface HeadAnswer {
  ETag?: string;
  ContentLength?: number;
  VersionId?: string;
}

/** A job's way to the local S3: every object is asked for and written with the rights of the job's role, as on AWS; bytes are read in place. */
export const objectPort = (cloud: Cloud, caller: Caller, log: JobLog): StepPort => ({
  async resolve(uri, versionId): Promise<ResolvedObject> {
    const { bucket, key } = parseUri(uri);
    const input = { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
    const head = await asStep(uri, () => cloud.call<HeadAnswer>('s3', 'HeadObject', input, caller));
    const object = cloud.parts.objects.head(bucket, key, versionId);
    if (object === undefined) throw new StepError('SourceMissing', `${uri} is not there`);
    if (versionId !== undefined && object.versionId !== versionId)
      throw new StepError(
        'SourceChanged',
        `${uri} was replaced while the run was under way: version ${versionId} is gone`,
      );
    return {
      uri,
      path: object.path,
      size: head.ContentLength ?? object.size,
      etag: bare(head.ETag ?? object.etag),
      ...(object.versionId !== undefined && { versionId: object.versionId }),
    };
  },
  async publish(file, uri) {
    const { bucket, key } = parseUri(uri);
    const input = { Bucket: bucket, Key: key, Body: createReadStream(file) };
    const put = await asStep(uri, () => cloud.call<HeadAnswer>('s3', 'PutObject', input, caller));
    const object = cloud.parts.objects.head(bucket, key);
    if (object === undefined || bare(object.etag) !== bare(put.ETag ?? object.etag))
      throw new StepError('EngineFailed', `${uri} was written, but another object is there now`);
    return {
      size: object.size,
      etag: bare(object.etag),
      ...(object.versionId !== undefined && { versionId: object.versionId }),
    };
  },
  log: (line) => log.write('output', [line]),
});

/** `s3://bucket/key`, or `s3a://`. Throws `StepInvalid`. */
export const parseUri = (uri: string): { bucket: string; key: string } => {
  const [, bucket, key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) throw new StepError('StepInvalid', `${uri} is not s3://bucket/key`);
  return { bucket, key };
};

const bare = (etag: string): string => etag.replaceAll('"', '');

const asStep = async <T>(uri: string, action: () => Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    if (isAwsError(error, 'AccessDenied', 'AccessDeniedException', 'Forbidden'))
      throw new StepError('AccessDenied', error.message, { cause: error });
    if (isAwsError(error, 'NoSuchKey', 'NoSuchBucket', 'NotFound', 'NoSuchVersion'))
      throw new StepError('SourceMissing', `${uri} is not there`, { cause: error });
    throw error;
  }
};
