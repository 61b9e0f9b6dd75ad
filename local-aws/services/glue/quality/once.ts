import { createHash } from 'node:crypto';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import { tokenTable } from './records.ts';

/**
 * What `action` makes (its id), or what it made for the same client token before.
 *
 * Throws `IdempotentParameterMismatchException` for a token that came with another request.
 */
export const once = (
  cloud: Cloud,
  operation: string,
  token: string | undefined,
  request: object,
  action: () => string,
): string => {
  if (token === undefined) return action();
  const key = `${operation} ${token}`;
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const known = tokenTable(cloud).get(key);
  if (known?.digest === digest) return known.id;
  if (known)
    throw new AwsError(
      'IdempotentParameterMismatchException',
      `The client token ${token} was used with other parameters.`,
    );
  const id = action();
  tokenTable(cloud).put(key, { digest, id });
  return id;
};
