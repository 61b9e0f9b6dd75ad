import { LambdaClient } from '@aws-sdk/client-lambda';
import { settings } from './settings.ts';

let client: LambdaClient | undefined;
/** The function's one Lambda client, made at its first call. */
export const lambda = (): LambdaClient => {
  client ??= new LambdaClient(settings);
  return client;
};
