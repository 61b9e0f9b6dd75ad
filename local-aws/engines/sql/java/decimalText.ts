/** A decimal number's text without its exponent: `5e-4` is `0.0005`. */
export const plainNumber = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  // Neither a DECIMAL nor a rounded double reaches so far; longer texts only cost memory.
  if (point > 400) return `${sign}${'9'.repeat(400)}`;
  if (point < -400) return '0';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}.${digits.slice(point) || '0'}`;
};

/** `BigDecimal(Double.toString(x)).setScale(places, mode).doubleValue()`, which Spark's round and bround are for doubles. */
export const roundDouble = (value: number, places: number, mode: 'half_up' | 'half_even'): number => {
  if (!Number.isFinite(value)) return value;
  // A BigDecimal has no negative zero.
  if (value === 0) return 0;
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  // The number is digits × 10^(scale).
  const scale = Number(exponent) - digits.length + 1;
  const drop = -places - scale;
  if (drop <= 0) return value;
  const unit = 10n ** BigInt(Math.min(drop, 400));
  const whole = BigInt(digits);
  const quotient = whole / unit;
  const twice = (whole % unit) * 2n;
  const up = twice > unit || (twice === unit && (mode === 'half_up' || quotient % 2n === 1n));
  const rounded = Number(`${quotient + (up ? 1n : 0n)}e${-places}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
};
