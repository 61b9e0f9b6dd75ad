import { type DataType, decimal } from '../types/dataType.ts';

type Decimal = Extract<DataType, { kind: 'decimal' }>;

/** The DECIMAL that holds every value of an integer type. Source: `DecimalType.forType`. */
const FOR_INTEGERS: Readonly<Record<string, Decimal>> = {
  tinyint: decimal(3, 0) as Decimal,
  smallint: decimal(5, 0) as Decimal,
  int: decimal(10, 0) as Decimal,
  bigint: decimal(20, 0) as Decimal,
};

/** The DECIMAL of an exact number's type; undefined for doubles and all else. */
export const decimalOf = (type: DataType): Decimal | undefined =>
  type.kind === 'decimal' ? type : FOR_INTEGERS[type.kind];

/** The DECIMAL of an integer literal, by its digits. */
export const literalDecimal = (digits: string): DataType => {
  const count = digits.replace(/^[+-]?0*/, '').length;
  return decimal(Math.max(count, 1), 0);
};

/** Source: `DecimalType.adjustPrecisionScale`. */
const adjusted = (precision: number, scale: number): Decimal => {
  if (precision <= 38) return decimal(precision, scale) as Decimal;
  const whole = precision - scale;
  return decimal(38, Math.max(38 - whole, Math.min(scale, 6))) as Decimal;
};

/** The result of an operator on two DECIMALs, and its scale before it was cut to 38 digits. Source: `Arithmetic.resultDecimalType`. */
export const decimalResult = (operator: string, left: Decimal, right: Decimal): { type: Decimal; scale: number } => {
  const { precision: p1, scale: s1 } = left;
  const { precision: p2, scale: s2 } = right;
  const of = (precision: number, scale: number) => ({ type: adjusted(precision, scale), scale });
  switch (operator) {
    case '*':
      return of(p1 + p2 + 1, s1 + s2);
    case '/': {
      const scale = Math.max(6, s1 + p2 + 1);
      return of(p1 - s1 + s2 + scale, scale);
    }
    case '%': {
      const scale = Math.max(s1, s2);
      return of(Math.min(p1 - s1, p2 - s2) + scale, scale);
    }
    default: {
      const scale = Math.max(s1, s2);
      return of(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
    }
  }
};

/** A DECIMAL wide enough for both. Source: `DecimalType.widerDecimalType`. */
export const widerDecimal = (left: Decimal, right: Decimal): Decimal => {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  // Beyond 38 digits the whole part is kept, as `boundedPreferIntegralDigits` does.
  if (whole + scale <= 38) return decimal(whole + scale, scale) as Decimal;
  return decimal(38, Math.max(38 - whole, 0)) as Decimal;
};
