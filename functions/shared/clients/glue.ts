import { GlueClient } from '@aws-sdk/client-glue';
import { settings } from './settings.ts';

let client: GlueClient | undefined;
/** The function's one Glue client, made at its first call. */
export const glue = (): GlueClient => {
  client ??= new GlueClient(settings);
  return client;
};
