import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

const client = (): S3Client => new S3Client({});

const addressOf = (uri: string): { Bucket: string; Key: string } => {
  const { host, pathname } = new URL(uri);
  return { Bucket: host, Key: decodeURIComponent(pathname.slice(1)) };
};

/** Text of an object by its `s3://` address. */
export const readObject = async (uri: string): Promise<string> => {
  const { Body } = await client().send(new GetObjectCommand(addressOf(uri)));
  return (await Body?.transformToString()) ?? '';
};

/** Whether anything lies below a prefix. */
export const hasObjects = async (bucket: string, prefix: string): Promise<boolean> =>
  ((await client().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }))).KeyCount ?? 0) > 0;

/** Names of the "folders" right below a prefix. */
export const listFolders = async (bucket: string, prefix: string): Promise<string[]> => {
  const { CommonPrefixes = [] } = await client().send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/' }),
  );
  return CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(prefix.length).replace(/\/$/, ''));
};
