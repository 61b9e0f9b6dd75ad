import { text } from '../duckdb/quote.ts';
import type { Expression } from '../syntax/ast.ts';
import {
  BIGINT,
  BINARY,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  SMALLINT,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  TINYINT,
} from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { sqlInvalid } from './failure.ts';
import type { Typed } from './typed.ts';

const SUFFIXES = { L: BIGINT, S: SMALLINT, Y: TINYINT, D: DOUBLE, F: FLOAT } as const;
const LIMITS: Readonly<Record<string, bigint>> = {
  tinyint: 2n ** 7n,
  smallint: 2n ** 15n,
  int: 2n ** 31n,
  bigint: 2n ** 63n,
};

/** A number as written: INT, BIGINT or DECIMAL by its size, DECIMAL with a point, DOUBLE with an exponent. */
export const numberLiteral = ({ text: digits, suffix }: Extract<Expression, { kind: 'number' }>): Typed => {
  const whole = /^-?\d+$/.test(digits);
  if (suffix === 'BD' || (suffix === '' && !whole && !/[eE]/.test(digits))) return decimalLiteral(digits);
  if (suffix === '' && whole) {
    const value = BigInt(digits);
    const type = fits(value, 'int') ? INT : fits(value, 'bigint') ? BIGINT : undefined;
    if (type === undefined) return decimalLiteral(digits);
    return { sql: `CAST(${digits} AS ${duckdbType(type)})`, type, literal: digits, integer: true };
  }
  const type = suffix === '' ? DOUBLE : SUFFIXES[suffix as keyof typeof SUFFIXES];
  if (type.kind !== 'double' && type.kind !== 'float') {
    if (!fits(BigInt(digits), type.kind)) throw sqlInvalid(`${digits}${suffix} is not in the range of ${type.kind}`);
    return { sql: `CAST(${digits} AS ${duckdbType(type)})`, type, literal: digits, integer: true };
  }
  return { sql: `CAST('${digits}' AS ${duckdbType(type)})`, type, literal: digits };
};

const fits = (value: bigint, kind: string): boolean => {
  const limit = LIMITS[kind] ?? 0n;
  return value >= -limit && value < limit;
};

const decimalLiteral = (digits: string): Typed => {
  const [whole = '', fraction = ''] = digits.replace(/^-/, '').split('.');
  const significant = `${whole}${fraction}`.replace(/^0+/, '').length;
  const precision = Math.max(significant, fraction.length, 1);
  if (precision > 38 || /[eE]/.test(digits)) throw sqlInvalid(`${digits} is no DECIMAL of up to 38 digits`);
  const type = decimal(precision, fraction.length);
  return { sql: `CAST('${digits}' AS ${duckdbType(type)})`, type, literal: digits };
};

export const textLiteral = (value: string): Typed => ({
  // DuckDB's texts hold no NUL.
  sql: value.includes('\0') ? value.split('\0').map(text).join(' || chr(0) || ') : `CAST(${text(value)} AS VARCHAR)`,
  type: STRING,
  literal: value,
});

/** `DATE '…'`, `TIMESTAMP '…'`, `X'…'`. Throws `SqlInvalid` for what is no such value. */
export const typedLiteral = (kind: string, value: string): Typed => {
  if (kind === 'X') {
    if (!/^([0-9a-fA-F]{2})*$/.test(value)) throw sqlInvalid(`X'${value}' is not hexadecimal`);
    return { sql: `unhex('${value}')`, type: BINARY };
  }
  const [, year, month = '1', day = '1', , hour = '0', minute = '0', second = '0', fraction = ''] =
    /^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})([T ](?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?)?)?)?\s*$/.exec(
      value,
    ) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const valid =
    date.getUTCMonth() === Number(month) - 1 && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (year === undefined || !valid || !/^\d{4}/.test(date.toISOString()))
    throw sqlInvalid(`${kind} '${value}' is not a value of its type`);
  const two = (part: string) => part.padStart(2, '0');
  const day10 = `${year}-${two(month)}-${two(day)}`;
  if (kind === 'DATE') return { sql: `DATE '${day10}'`, type: DATE };
  return {
    sql: `TIMESTAMP '${day10} ${two(hour)}:${two(minute)}:${two(second)}.${fraction.slice(0, 6).padEnd(6, '0')}'`,
    type: kind === 'TIMESTAMP_LTZ' ? TIMESTAMP : TIMESTAMP_NTZ,
  };
};
