import { SQSClient } from '@aws-sdk/client-sqs';
import { settings } from './settings.ts';

let client: SQSClient | undefined;
/** The function's one SQS client, made at its first call. */
export const sqs = (): SQSClient => {
  // On the laptop a queue's address may name the port of an earlier server; in an account both are the same.
  client ??= new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  return client;
};
