import { AwsError } from '../../errors.ts';
import type { Position } from './eventStore.ts';

/** A reader's place as a token: `f/` reads on forward, `b/` backward. */
export const positionToken = (direction: 'f' | 'b', { timestamp, id }: Position): string =>
  `${direction}/${String(timestamp).padStart(16, '0')}/${String(id).padStart(16, '0')}`;

/** Throws `InvalidParameterException` for a token that this service did not make. */
export function readPosition(token: string): Position & { direction: 'f' | 'b' } {
  const match = /^([fb])\/(\d+)\/(\d+)$/.exec(token);
  if (!match) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { direction: match[1] === 'f' ? 'f' : 'b', timestamp: Number(match[2]), id: Number(match[3]) };
}
