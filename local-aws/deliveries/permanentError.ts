import { AwsError } from '../errors.ts';

const passing =
  /thrott|toomanyrequests|limitexceeded|overlimit|throughputexceeded|unavailable|timeout|internal|inprogress/i;

/** Whether trying again is in vain: the target does not exist, or may not be called. AWS sends such a delivery to its dead-letter queue at once. */
export const isPermanent = (error: unknown): error is AwsError =>
  error instanceof AwsError && error.status < 500 && !passing.test(error.code);
