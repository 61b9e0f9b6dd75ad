import { notPortable } from '../errors.ts';
import type { Expression } from '../syntax/ast.ts';
import { type DataType, dayTime, yearMonth } from '../types/dataType.ts';
import { sqlInvalid } from './failure.ts';
import type { Typed } from './typed.ts';

const MONTHS: Readonly<Record<string, number>> = { YEAR: 12, QUARTER: 3, MONTH: 1 };
const MICROS: Readonly<Record<string, bigint>> = {
  WEEK: 604_800_000_000n,
  DAY: 86_400_000_000n,
  HOUR: 3_600_000_000n,
  MINUTE: 60_000_000n,
  SECOND: 1_000_000n,
  MILLISECOND: 1000n,
  MICROSECOND: 1n,
};
/** What a unit counts as in the name of the type. */
const NAMED: Readonly<Record<string, string>> = {
  QUARTER: 'MONTH',
  WEEK: 'DAY',
  MILLISECOND: 'SECOND',
  MICROSECOND: 'SECOND',
};
const ORDER = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** An interval literal: months, or microseconds; Spark has no constant of both in ANSI. Throws `NotPortable` for computed parts. */
export const intervalLiteral = (interval: Extract<Expression, { kind: 'interval' }>): Typed => {
  if (interval.range)
    throw notPortable(
      `INTERVAL '…' ${interval.range.from} TO ${interval.range.to}`,
      'one part per unit, as INTERVAL 1 DAY 2 HOURS',
    );
  let months = 0;
  let micros = 0n;
  const units: string[] = [];
  for (const { value, unit } of interval.parts) {
    const digits = digitsOf(value);
    if (digits === undefined)
      throw notPortable('an interval of a computed value', 'date_add, add_months or a constant interval');
    const perMonth = MONTHS[unit];
    if (perMonth !== undefined) months += Number(digits) * perMonth;
    else micros += scaled(digits, MICROS[unit] ?? 1n, unit);
    units.push(NAMED[unit] ?? unit);
  }
  const isMonths = units.some((unit) => unit === 'YEAR' || unit === 'MONTH');
  if (isMonths && units.some((unit) => ORDER.includes(unit)))
    throw notPortable('an interval of months and days together', 'two additions');
  return isMonths
    ? { sql: `to_months(${months})`, type: yearMonth(rangeName(units, ['YEAR', 'MONTH'])), literal: String(months) }
    : { sql: `to_microseconds(${micros})`, type: dayTime(rangeName(units, ORDER)), literal: String(micros) };
};

const digitsOf = (value: Expression): string | undefined => {
  if (value.kind === 'number') return value.text;
  if (value.kind === 'text' && /^[+-]?\d+(\.\d+)?$/.test(value.value)) return value.value;
  if (value.kind === 'unary' && value.operator === '-') {
    const inner = digitsOf(value.operand);
    return inner && `-${inner}`;
  }
  return undefined;
};

const scaled = (digits: string, unit: bigint, name: string): bigint => {
  const [whole = '0', fraction = ''] = digits.split('.');
  if (fraction !== '' && name !== 'SECOND')
    throw sqlInvalid(`INTERVAL ${digits} ${name}: only seconds have a fraction`);
  const sign = whole.startsWith('-') ? -1n : 1n;
  return BigInt(whole) * unit + sign * BigInt(fraction.slice(0, 6).padEnd(6, '0'));
};

/** `day`, `day to second` */
const rangeName = (units: readonly string[], order: readonly string[]): string => {
  const places = units.map((unit) => order.indexOf(unit)).sort((a, b) => a - b);
  const first = order[places[0] ?? 0] ?? '';
  const last = order[places.at(-1) ?? 0] ?? '';
  return (first === last ? first : `${first} to ${last}`).toLowerCase();
};

export const isInterval = (type: DataType): type is Extract<DataType, { kind: 'interval' }> => type.kind === 'interval';
