import { AwsError } from '../errors.ts';

/** An error's name and text for dead letters and logs. */
export const describeError = (error: unknown): { code: string; message: string } =>
  error instanceof AwsError
    ? { code: error.code, message: error.message }
    : { code: 'InternalFailure', message: error instanceof Error ? error.message : String(error) };
