import { AwsError } from '../../errors.ts';

export const invalidArgument = (text: string): AwsError => new AwsError('InvalidArgumentException', text);
