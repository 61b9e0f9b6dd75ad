import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type * as z from 'zod';
import { s3 } from './clients/s3.ts';
import { isAws, NightjarError } from './errors.ts';

/** `s3://bucket/key` in its two parts. */
export const parseUri = (uri: string): { Bucket: string; Key: string } => {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (!Bucket || !Key) throw new Error(`not an S3 address: ${uri}`);
  return { Bucket, Key };
};

export const uriOf = (bucket: string, key: string): string => `s3://${bucket}/${key}`;

/** An object's text, or undefined where there is none. AccessDenied and the like are thrown, never taken for absence. */
export const readText = async (uri: string): Promise<string | undefined> => {
  try {
    const { Body } = await s3().send(new GetObjectCommand(parseUri(uri)));
    return await Body?.transformToString();
  } catch (error) {
    if (isAws(error, 'NoSuchKey')) return undefined;
    throw error;
  }
};

/** An object's bytes, whole; `OutputIncomplete` where there is none. For what fits a function's memory, such as a model's trees. */
export const readBytes = async (uri: string): Promise<Uint8Array> => {
  try {
    const { Body } = await s3().send(new GetObjectCommand(parseUri(uri)));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (cause) {
    if (isAws(cause, 'NoSuchKey')) throw new NightjarError('OutputIncomplete', `${uri} does not exist`, { cause });
    throw cause;
  }
};

/** A JSON object checked against its schema; `OutputIncomplete` where it is missing or is not what it should be. */
export const readJson = async <T>(uri: string, schema: z.ZodType<T>): Promise<T> => {
  const text = await readText(uri);
  if (text === undefined) throw new NightjarError('OutputIncomplete', `${uri} does not exist`);
  return parseJson(text, uri, schema);
};

export const parseJson = <T>(text: string, uri: string, schema: z.ZodType<T>): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new NightjarError('OutputIncomplete', `${uri} is not whole: its JSON breaks off or is damaged`, { cause });
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new NightjarError('OutputIncomplete', `${uri} at ${issue?.path.join('.') || 'its root'}: ${issue?.message}`);
  }
  return result.data;
};

/** One JSON value a line. */
export const readJsonLines = async <T>(uri: string): Promise<T[]> => {
  const text = await readText(uri);
  if (text === undefined) throw new NightjarError('OutputIncomplete', `${uri} does not exist`);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
};

export const writeJson = async (uri: string, value: unknown): Promise<void> => {
  await writeText(uri, `${JSON.stringify(value, null, 2)}\n`, 'application/json');
};

export const writeText = async (uri: string, body: string, contentType: string): Promise<void> => {
  await s3().send(new PutObjectCommand({ ...parseUri(uri), Body: body, ContentType: contentType }));
};

/** Size and ETag as S3 has them now, or undefined where the object is gone. */
export const headObject = async (uri: string): Promise<{ size: number; etag: string } | undefined> => {
  try {
    const head = await s3().send(new HeadObjectCommand(parseUri(uri)));
    return { size: head.ContentLength ?? 0, etag: bareEtag(head.ETag) };
  } catch (error) {
    if (isAws(error, 'NotFound', 'NoSuchKey')) return undefined;
    throw error;
  }
};

/** An ETag without its quotes. */
export const bareEtag = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');
