import { hash } from 'node:crypto';
import { invalidArgument } from './invalid.ts';

/** 2^128 − 1, the highest hash key. */
export const highestHash = 2n ** 128n - 1n;

/** Hash keys are held as 32 hexadecimal digits, which compare as the numbers do. */
export const hexOf = (key: bigint): string => key.toString(16).padStart(32, '0');

export const decimalOf = (hex: string): string => BigInt(`0x${hex}`).toString();

/** Where a record goes: the MD5 of its partition key, or the hash key it names. Throws `InvalidArgumentException`. */
export function hashOf(partitionKey: string, explicitHashKey: string | undefined): string {
  if (explicitHashKey === undefined) return hash('md5', partitionKey, 'hex');
  return hexOf(readHashKey(explicitHashKey, 'ExplicitHashKey'));
}

/** Throws `InvalidArgumentException`. */
export function readHashKey(text: string | undefined, name: string): bigint {
  if (!/^(0|[1-9]\d{0,38})$/.test(text ?? '') || BigInt(text ?? 0) > highestHash)
    throw invalidArgument(`Invalid ${name}. ${name} must be in the range: [0, 2^128-1]. Specified value was ${text}`);
  return BigInt(text ?? 0);
}

/** The whole of the hash keys in equal parts. */
export function evenRanges(count: number): { start: string; end: string }[] {
  const width = (highestHash + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    start: hexOf(width * BigInt(index)),
    end: hexOf(index === count - 1 ? highestHash : width * BigInt(index + 1) - 1n),
  }));
}
