import { AwsError } from '../../errors.ts';

/** The service's error for a parameter that does not fit. */
export const invalid = (text: string): AwsError => new AwsError('InvalidParameterException', text);
