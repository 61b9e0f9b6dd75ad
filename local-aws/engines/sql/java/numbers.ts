/** `hex` of a BIGINT: two's complement, without leading zeros. */
export const hexOf = (value: bigint): string => BigInt.asUintN(64, value).toString(16).toUpperCase();

/** Source: `NumberConverter.convert`: digits up to the first that is none, modulo 2^64, signed where `to` is negative. */
export const convert = (text: string, from: number, to: number): string | null => {
  const radix = Math.abs(to);
  if (from < 2 || from > 36 || radix < 2 || radix > 36) return null;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const negative = trimmed.startsWith('-');
  let value = 0n;
  const limit = (1n << 64n) - 1n;
  for (const character of negative ? trimmed.slice(1) : trimmed) {
    const digit = Number.parseInt(character, 36);
    if (Number.isNaN(digit) || digit >= from) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > limit) throw new Error(`ARITHMETIC_OVERFLOW: conv of ${text}`);
  }
  if (negative) value = BigInt.asUintN(64, -value);
  if (to < 0) return BigInt.asIntN(64, value).toString(radix).toUpperCase();
  return value.toString(radix).toUpperCase();
};

/** `Math.rint`: to the even neighbour. */
export const rint = (value: number): number => {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
  const floor = Math.floor(value);
  const rest = value - floor;
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rounded;
};

export const shiftLeft = (value: bigint, by: number, bits: number): bigint =>
  BigInt.asIntN(bits, value << BigInt(by & (bits - 1)));
export const shiftRight = (value: bigint, by: number, bits: number): bigint => value >> BigInt(by & (bits - 1));
export const shiftRightUnsigned = (value: bigint, by: number, bits: number): bigint =>
  BigInt.asIntN(bits, BigInt.asUintN(bits, value) >> BigInt(by & (bits - 1)));

/** V8 answers e itself for 1; fdlibm, and with it Java, ends one unit higher. */
const FDLIBM_E = Math.E + 2 ** -51;
export const exp = (x: number): number => (x === 1 ? FDLIBM_E : Math.exp(x));
export const cosh = (x: number): number => (Math.abs(x) === 1 ? 0.5 * FDLIBM_E + 0.5 / FDLIBM_E : Math.cosh(x));
