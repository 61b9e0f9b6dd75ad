/** Bits of a 32-bit number, well stirred. */
const scramble = (value: number): number => {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
};

/** One 32-bit number from several: the start of a stream. */
export const mix = (...keys: number[]): number => {
  let state = 0x9e3779b9;
  for (const key of keys) state = scramble(state ^ scramble(key + 0x632be5ab)) + 0x6a09e667;
  return state | 0;
};

/**
 * Seeded randomness (Mulberry32: 32 bits of state, good enough for data and very fast). One stream per seed, customer and purpose, so
 * that any part of the bank's history can be made without the rest.
 */
export class Random {
  private state: number;

  constructor(state: number) {
    this.state = state;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  }

  /** Standard normal. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** One of the entries, by weight. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T {
    let sum = 0;
    for (const entry of weighted) sum += entry[1];
    let left = this.next() * sum;
    for (const entry of weighted) {
      left -= entry[1];
      if (left < 0) return entry[0];
    }
    throw new RangeError('pick from nothing');
  }
}

export const random = (...keys: number[]): Random => new Random(mix(...keys));
