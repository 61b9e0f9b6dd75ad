import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { settings } from './settings.ts';

let client: SageMakerRuntimeClient | undefined;
/** The function's one SageMaker Runtime client, made at its first call. */
export const runtime = (): SageMakerRuntimeClient => {
  client ??= new SageMakerRuntimeClient(settings);
  return client;
};
