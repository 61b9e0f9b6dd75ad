/**
 * Java's own random numbers (`java.util.Random`): the service runs on it, and a seed has to give the same numbers.
 * Source: the class's documentation, which fixes the algorithm.
 */
export function seededRandom(seed: number): { below(bound: number): number; fraction(): number } {
  const multiplier = 0x5deece66dn;
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(Math.trunc(seed)) ^ multiplier) & mask;
  const bits = (count: number): number => {
    state = (state * multiplier + 0xbn) & mask;
    return Number(BigInt.asIntN(32, state >> BigInt(48 - count)));
  };
  return {
    below(bound) {
      if (bound > 2 ** 31 - 1) return Math.floor(this.fraction() * bound);
      if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(bits(31))) >> 31n);
      for (;;) {
        const draw = bits(31);
        const value = draw % bound;
        if (draw - value + (bound - 1) <= 2 ** 31 - 1) return value;
      }
    },
    fraction: () => (bits(26) * 2 ** 27 + bits(27)) / 2 ** 53,
  };
}
