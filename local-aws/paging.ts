import { AwsError } from './errors.ts';

export interface Page<T> {
  items: T[];
  nextToken?: string;
}

/**
 * One page of a list that is in order of `keyOf`. The token holds the last key of the page before, so that a list may change between
 * two pages. Throws `tokenError` for a token that this did not make.
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  options: { token?: string | undefined; limit?: number | undefined; defaultLimit: number; tokenError: string },
): Page<T> {
  const after = options.token === undefined ? undefined : readToken(options.token, options.tokenError);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const limit = options.limit ?? options.defaultLimit;
  const taken = rest.slice(0, limit);
  const last = taken.at(-1);
  return rest.length > taken.length && last !== undefined
    ? { items: taken, nextToken: Buffer.from(`k${keyOf(last)}`).toString('base64url') }
    : { items: taken };
}

function readToken(token: string, error: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('k')) throw new AwsError(error, 'The specified token is not valid.');
  return text.slice(1);
}
