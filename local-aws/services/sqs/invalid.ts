import { AwsError } from '../../errors.ts';

export const invalidValue = (text: string): AwsError => new AwsError('InvalidParameterValue', text);
