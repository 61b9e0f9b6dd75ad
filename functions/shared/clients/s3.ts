import { S3Client } from '@aws-sdk/client-s3';
import { settings } from './settings.ts';

let client: S3Client | undefined;
/** The function's one S3 client, made at its first call. */
export const s3 = (): S3Client => {
  client ??= new S3Client(settings);
  return client;
};
