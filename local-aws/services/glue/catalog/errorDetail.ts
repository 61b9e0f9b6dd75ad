import type { ErrorDetail } from '@aws-sdk/client-glue';
import { isAwsError } from '../../../errors.ts';

/** What a batch operation reports of one entry that failed. Anything that is no AWS error goes on. */
export const errorDetail = (error: unknown): ErrorDetail => {
  if (!isAwsError(error)) throw error;
  return { ErrorCode: error.code, ErrorMessage: error.message };
};
