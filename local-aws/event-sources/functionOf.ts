import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Cloud } from '../cloud.ts';
import type { Caller } from '../service.ts';

/** A function that a mapping invokes. */
export interface MappedFunction {
  arn: string;
  name: string;
  roleArn: string;
  timeoutSeconds: number;
}

/** Lambda asks itself: its own mappings need no permission. */
export const itself = (cloud: Cloud): Caller => ({ kind: 'root', arn: `arn:aws:iam::${cloud.account}:root` });

/** Throws `ResourceNotFoundException`. */
export async function functionOf(cloud: Cloud, nameOrArn: string): Promise<MappedFunction> {
  const {
    FunctionArn = nameOrArn,
    FunctionName = '',
    Role = '',
    Timeout = 3,
  } = await cloud.call<FunctionConfiguration>(
    'lambda',
    'GetFunctionConfiguration',
    { FunctionName: nameOrArn },
    itself(cloud),
  );
  return { arn: FunctionArn, name: FunctionName, roleArn: Role, timeoutSeconds: Timeout };
}
