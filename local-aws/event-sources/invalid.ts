import { AwsError } from '../errors.ts';

/** The error of Lambda for a parameter that does not fit. */
export const invalidValue = (text: string): AwsError =>
  new AwsError('InvalidParameterValueException', text, { status: 400 });
