import { STSClient } from '@aws-sdk/client-sts';
import { settings } from './settings.ts';

let client: STSClient | undefined;
/** The function's one STS client, made at its first call. */
export const sts = (): STSClient => {
  client ??= new STSClient(settings);
  return client;
};
