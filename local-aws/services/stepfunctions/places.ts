import { AwsError } from '../../errors.ts';
import { invalid } from './constraints.ts';

/** Number of results on a page: 100 where the caller names none, 1000 at most. */
export function pageSize(wanted: number | undefined): number {
  if (wanted !== undefined && (wanted < 0 || wanted > 1000)) {
    throw invalid(
      'maxResults',
      `Member must have value ${wanted < 0 ? 'greater than or equal to 0' : 'less than or equal to 1000'}`,
      String(wanted),
    );
  }
  return wanted || 100;
}

/** A page's token holds the number that the next page begins behind. */
export const writePlace = (place: number): string => Buffer.from(`place:${place}`).toString('base64url');

/** Throws `InvalidToken` for a text that is no such token. */
export function readPlace(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const place = /^place:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (place === undefined) throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
  return Number(place);
}
