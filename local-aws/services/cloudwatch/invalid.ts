import { AwsError } from '../../errors.ts';

export const invalidParameter = (text: string): AwsError => new AwsError('InvalidParameterValueException', text);
