/** Numbers as people read them. */
export const count = (value: number): string => value.toLocaleString('en-US');
export const seconds = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
export const fraction = (value: number | undefined | null, digits = 4): string =>
  value === undefined || value === null ? '–' : value.toFixed(digits);
export const dollars = (value: number): string => `$${value < 1 ? value.toFixed(3) : value.toFixed(2)}`;
