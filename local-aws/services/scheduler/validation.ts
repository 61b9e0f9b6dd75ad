import { AwsError } from '../../errors.ts';

export const validation = (text: string): AwsError => new AwsError('ValidationException', text);
