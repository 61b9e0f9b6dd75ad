import { SNSClient } from '@aws-sdk/client-sns';
import { settings } from './settings.ts';

let client: SNSClient | undefined;
/** The function's one SNS client, made at its first call. */
export const sns = (): SNSClient => {
  client ??= new SNSClient(settings);
  return client;
};
