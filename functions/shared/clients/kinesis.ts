import { KinesisClient } from '@aws-sdk/client-kinesis';
import { settings } from './settings.ts';

let client: KinesisClient | undefined;
/** The function's one Kinesis client, made at its first call. */
export const kinesis = (): KinesisClient => {
  client ??= new KinesisClient(settings);
  return client;
};
