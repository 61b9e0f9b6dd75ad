import { KMSClient } from '@aws-sdk/client-kms';
import { settings } from './settings.ts';

let client: KMSClient | undefined;
/** The function's one KMS client, made at its first call. */
export const kms = (): KMSClient => {
  client ??= new KMSClient(settings);
  return client;
};
