const MASK64 = (1n << 64n) - 1n;

const rotateInt = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const mixK1 = (k1: number): number => Math.imul(rotateInt(Math.imul(k1, 0xcc9e2d51), 15), 0x1b873593);
const mixH1 = (h1: number, k1: number): number => (Math.imul(rotateInt(h1 ^ k1, 13), 5) + 0xe6546b64) | 0;
const finish = (hash: number, length: number): number => {
  let h1 = hash ^ length;
  h1 = Math.imul(h1 ^ (h1 >>> 16), 0x85ebca6b);
  h1 = Math.imul(h1 ^ (h1 >>> 13), 0xc2b2ae35);
  return (h1 ^ (h1 >>> 16)) | 0;
};

/** Spark's Murmur3 of an INT. Source: `Murmur3_x86_32.hashInt`. */
export const murmurInt = (value: number, seed: number): number => finish(mixH1(seed, mixK1(value)), 4);

export const murmurLong = (value: bigint, seed: number): number => {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  return finish(mixH1(mixH1(seed, mixK1(low)), mixK1(high)), 8);
};

/** Whole words first, then each byte left over as a word of its own, signed. Source: `hashUnsafeBytes`. */
export const murmurText = (value: string, seed: number): number => {
  const bytes = Buffer.from(value);
  const aligned = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let at = 0; at < aligned; at += 4) hash = mixH1(hash, mixK1(bytes.readInt32LE(at)));
  for (let at = aligned; at < bytes.length; at++) hash = mixH1(hash, mixK1(bytes.readInt8(at)));
  return finish(hash, bytes.length);
};

/** A double's bits, -0.0 being 0.0. */
export const doubleBits = (value: number): bigint => {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value === 0 ? 0 : value);
  return Number.isNaN(value) ? 0x7ff8000000000000n : buffer.readBigInt64LE();
};

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const multiply = (left: bigint, right: bigint): bigint => (left * right) & MASK64;
const add = (left: bigint, right: bigint): bigint => (left + right) & MASK64;
const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK64;
const avalanche = (start: bigint): bigint => {
  let hash = start;
  hash = multiply(hash ^ (hash >> 33n), P2);
  hash = multiply(hash ^ (hash >> 29n), P3);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
};
const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Spark's XXH64. Source: `XXH64.hashInt`, `hashLong`, `hashUnsafeBytes`. */
export const xxInt = (value: number, seed: bigint): bigint => {
  let hash = add(add(unsigned(seed), P5), 4n);
  hash ^= multiply(BigInt(value >>> 0), P1);
  return avalanche(add(multiply(rotate(hash, 23n), P2), P3));
};

export const xxLong = (value: bigint, seed: bigint): bigint => {
  let hash = add(add(unsigned(seed), P5), 8n);
  hash ^= multiply(rotate(multiply(unsigned(value), P2), 31n), P1);
  return avalanche(add(multiply(rotate(hash, 27n), P1), P4));
};

export const xxText = (value: string, seed: bigint): bigint => {
  const bytes = Buffer.from(value);
  const length = bytes.length;
  let at = 0;
  let hash: bigint;
  const start = unsigned(seed);
  const word = (offset: number) => bytes.readBigUInt64LE(offset);
  if (length >= 32) {
    const lanes = [add(add(start, P1), P2), add(start, P2), start, (start - P1) & MASK64];
    for (; at <= length - 32; at += 32)
      for (let lane = 0; lane < 4; lane++)
        lanes[lane] = multiply(rotate(add(lanes[lane] ?? 0n, multiply(word(at + lane * 8), P2)), 31n), P1);
    const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
    hash = add(add(rotate(a, 1n), rotate(b, 7n)), add(rotate(c, 12n), rotate(d, 18n)));
    for (const lane of lanes) hash = add(multiply(hash ^ multiply(rotate(multiply(lane, P2), 31n), P1), P1), P4);
  } else hash = add(start, P5);
  hash = add(hash, BigInt(length));
  for (; at <= length - 8; at += 8)
    hash = add(multiply(rotate(hash ^ multiply(rotate(multiply(word(at), P2), 31n), P1), 27n), P1), P4);
  if (at <= length - 4) {
    hash = add(multiply(rotate(hash ^ multiply(BigInt(bytes.readUInt32LE(at)), P1), 23n), P2), P3);
    at += 4;
  }
  for (; at < length; at++) hash = multiply(rotate(hash ^ multiply(BigInt(bytes[at] ?? 0), P5), 11n), P1);
  return avalanche(hash);
};
