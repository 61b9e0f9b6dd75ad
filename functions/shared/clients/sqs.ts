import { SQSClient } from '@aws-sdk/client-sqs';
import { settings } from './settings.ts';

let client: SQSClient | undefined;
/** The function's one SQS client, made at its first call. */
export const sqs = (): SQSClient => {
  client ??= new SQSClient(settings);
  return client;
};
