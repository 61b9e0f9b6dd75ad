/**
 * A double to `scale` decimals, half away from zero, by the digits of its shortest text: as Spark casts DOUBLE to DECIMAL. Multiplying
 * first would not do: 14.438749999999999 times 10,000 is 144387.5.
 */
export const roundHalfUp = (value: number, scale: number): number => {
  const text = String(Math.abs(value));
  // 21 digits before the point, or a first digit behind the sixth place.
  if (text.includes('e')) return Math.abs(value) >= 1 ? value : Number(value.toFixed(scale));
  const point = text.indexOf('.');
  if (point < 0 || text.length - point - 1 <= scale) return value;
  const kept = Number(text.slice(0, point) + text.slice(point + 1, point + 1 + scale));
  const rounded = (kept + (text.charCodeAt(point + 1 + scale) >= 53 ? 1 : 0)) / 10 ** scale;
  return value < 0 ? -rounded : rounded;
};
