/**
 * A double as Java 17 prints it (`Double.toString`), which is what Spark writes: shortest digits that read back, `1.0E8` from ten million up
 * and below a thousandth. JavaScript finds the same digits but for whole numbers beyond 2^53, which Java 17 cuts by a rule of its own.
 */
export const doubleText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const magnitude = Math.abs(value);
  const { digits, exponent } =
    magnitude > 2 ** 53 && magnitude < 2 ** 63 ? wholeDigits(magnitude) : shortestDigits(magnitude);
  if (exponent >= -3 && exponent < 7) return sign + plain(digits, exponent);
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
};

interface Digits {
  /** Without zeros at the end. */
  digits: string;
  /** Of ten, for the first digit. */
  exponent: number;
}

const shortestDigits = (value: number): Digits => {
  const shortest = value.toExponential();
  // Java finds two digits at least: the least double is 4.9E-324, not 5.0E-324.
  const [mantissa = '', exponent = '0'] = (shortest.includes('.') ? shortest : value.toExponential(1)).split('e');
  return { digits: mantissa.replace('.', '').replace(/0+$/, '') || '0', exponent: Number(exponent) };
};

/** FloatingDecimal of JDK 17: a whole number below 2^63 loses the digits that its power of two cannot carry, rounded half up. */
const wholeDigits = (value: number): Digits => {
  const power = Math.floor(Math.log2(value));
  const binary = 2n ** BigInt(power) > BigInt(value) ? power - 1 : power;
  const spare = binary - 53 - 1;
  const insignificant = spare > 1 ? Math.floor(spare * Math.log10(2)) : 0;
  const unit = 10n ** BigInt(insignificant);
  const whole = BigInt(value);
  const kept = whole / unit + (insignificant > 0 && whole % unit >= unit / 2n ? 1n : 0n);
  const digits = kept.toString();
  return { digits: digits.replace(/0+$/, ''), exponent: digits.length - 1 + insignificant };
};

const plain = (digits: string, exponent: number): string => {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
};
