import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { settings } from './settings.ts';

let client: SageMakerClient | undefined;
/** The function's one SageMaker client, made at its first call. */
export const sagemaker = (): SageMakerClient => {
  client ??= new SageMakerClient(settings);
  return client;
};
