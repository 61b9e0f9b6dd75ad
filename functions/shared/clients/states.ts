import { SFNClient } from '@aws-sdk/client-sfn';
import { settings } from './settings.ts';

let client: SFNClient | undefined;
/** The function's one Step Functions client, made at its first call. */
export const states = (): SFNClient => {
  client ??= new SFNClient(settings);
  return client;
};
