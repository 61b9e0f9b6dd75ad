/** A seeded table with its label first, as the built-in algorithm takes it. */
export const table = (rows: number, columns: number, seed: number): string => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns }, () => next() * 2 - 1);
    const score = cells.reduce((sum, value, index) => sum + (value * (index % 2 === 0 ? 1 : -1)) / (1 + index), 0);
    lines.push([next() < 1 / (1 + Math.exp(-3 * score)) ? 1 : 0, ...cells.map((value) => value.toFixed(4))].join(','));
  }
  return `${lines.join('\n')}\n`;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
