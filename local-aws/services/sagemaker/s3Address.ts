import { invalid } from './errors.ts';

export interface S3Address {
  bucket: string;
  /** Key or prefix; may be empty. */
  key: string;
}

const ADDRESS = /^s3:\/\/([^/]+)\/?(.*)$/s;

/** `s3://bucket/key` apart. Throws `ValidationException`. */
export const parseS3 = (parameter: string, uri: string | undefined): S3Address => {
  const [, bucket, key = ''] = ADDRESS.exec(uri ?? '') ?? [];
  if (!bucket)
    throw invalid(
      `1 validation error detected: Value '${uri ?? ''}' at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(https|s3)://([^/]+)/?(.*)$`,
    );
  return { bucket, key };
};

/** Prefix and name with exactly one slash between them. */
export const joinKey = (...parts: string[]): string =>
  parts
    .map((part, index) => (index === 0 ? part.replace(/\/+$/, '') : part.replace(/^\/+|\/+$/g, '')))
    .filter((part) => part !== '')
    .join('/');
