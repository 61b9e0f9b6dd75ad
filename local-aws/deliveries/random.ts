import { createHash } from 'node:crypto';

/** A number in [0, 1) that is always the same for the same words: jitter that can be replayed. */
export function seededFraction(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join('\u0000')).digest().readUInt32BE(0) / 2 ** 32;
}
