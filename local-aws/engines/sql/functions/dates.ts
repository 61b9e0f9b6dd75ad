import { argument, asInt, isTimestamp } from '../compile/coercion.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import {
  BIGINT,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  INT,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../types/dataType.ts';
import { arg, type Entries, type Entry, generic, scalar } from './entry.ts';

/** A part of a date or timestamp as an INT. */
const part = (sql: (d: string) => string): Entry => scalar([DATE], INT, (d) => `CAST(${sql(d)} AS INTEGER)`);
const clock = (sql: (t: string) => string): Entry =>
  generic(1, 1, (args, name) => typed(`CAST(${sql(moment(arg(args, 0), name))} AS INTEGER)`, INT));

/** A timestamp of either kind; texts and dates become one. */
export const moment = (value: Typed, name: string): string =>
  isTimestamp(value.type) ? value.sql : argument(value, TIMESTAMP_NTZ, name).sql;

const PARTS: Readonly<Record<string, { sql: (d: string) => string; of: 'date' | 'time' }>> = {
  YEAR: { sql: (d) => `year(${d})`, of: 'date' },
  QUARTER: { sql: (d) => `quarter(${d})`, of: 'date' },
  MONTH: { sql: (d) => `month(${d})`, of: 'date' },
  WEEK: { sql: (d) => `week(${d})`, of: 'date' },
  DAY: { sql: (d) => `day(${d})`, of: 'date' },
  DAYOFWEEK: { sql: (d) => `(isodow(${d}) % 7 + 1)`, of: 'date' },
  DAYOFWEEK_ISO: { sql: (d) => `isodow(${d})`, of: 'date' },
  DOY: { sql: (d) => `dayofyear(${d})`, of: 'date' },
  YEAROFWEEK: { sql: (d) => `isoyear(${d})`, of: 'date' },
  HOUR: { sql: (t) => `hour(${t})`, of: 'time' },
  MINUTE: { sql: (t) => `minute(${t})`, of: 'time' },
};
/** Source: `DatePart.parseExtractField`. */
const PART_NAMES: Readonly<Record<string, string>> = {
  Y: 'YEAR',
  YEARS: 'YEAR',
  YR: 'YEAR',
  YRS: 'YEAR',
  QTR: 'QUARTER',
  MON: 'MONTH',
  MONS: 'MONTH',
  MONTHS: 'MONTH',
  W: 'WEEK',
  WEEKS: 'WEEK',
  D: 'DAY',
  DAYS: 'DAY',
  DOW: 'DAYOFWEEK',
  DOW_ISO: 'DAYOFWEEK_ISO',
  H: 'HOUR',
  HOURS: 'HOUR',
  HR: 'HOUR',
  HRS: 'HOUR',
  M: 'MINUTE',
  MIN: 'MINUTE',
  MINS: 'MINUTE',
  MINUTES: 'MINUTE',
};

const extract: Entry = generic(2, 2, (args, name) => {
  const field = arg(args, 0).literal;
  if (typeof field !== 'string') throw notPortable(`${name} of a computed field`, 'a constant field');
  const up = field.toUpperCase();
  const value = arg(args, 1);
  if (/^(S|SEC|SECONDS|SECS|SECOND)$/.test(up)) {
    const type = decimal(8, 6);
    return typed(
      `CAST(CAST((epoch_us(${moment(value, name)}) % 60000000 + 60000000) % 60000000 AS DECIMAL(18,0)) * CAST('0.000001' AS DECIMAL(6,6)) AS DECIMAL(8,6))`,
      type,
    );
  }
  const found = PARTS[PART_NAMES[up] ?? up];
  if (!found) throw sqlInvalid(`${name}: ${field} is no part of a date`);
  const sql = found.of === 'date' ? found.sql(argument(value, DATE, name).sql) : found.sql(moment(value, name));
  return typed(`CAST(${sql} AS INTEGER)`, INT);
});

const plus = (sign: '+' | '-'): Entry =>
  generic(2, 2, (args, name) => {
    const days = arg(args, 1);
    if (days.type.kind === 'bigint') throw mismatch(name, 'int', days.type);
    return typed(`CAST(${argument(arg(args, 0), DATE, name).sql} ${sign} ${asInt(days, name).sql} AS DATE)`, DATE);
  });

const difference: Entry = scalar([DATE, DATE], INT, (end, start) => `CAST(${end} - ${start} AS INTEGER)`);

/** `trunc(date, unit)`; an unknown unit is NULL. */
const truncUnit: Readonly<Record<string, string>> = {
  YEAR: 'year',
  YYYY: 'year',
  YY: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  MM: 'month',
  MON: 'month',
  WEEK: 'week',
};
const clockUnit: Readonly<Record<string, string>> = {
  ...truncUnit,
  DAY: 'day',
  DD: 'day',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
  MILLISECOND: 'milliseconds',
  MICROSECOND: 'microseconds',
};

const constantUnit = (value: Typed, name: string): string => {
  if (typeof value.literal !== 'string') throw notPortable(`${name} with a computed unit`, 'a constant unit');
  return value.literal.toUpperCase();
};

/** Seconds or less are microseconds apart; months are counted whole, by the day and time within the month. */
const betweenUnits: Entry = generic(3, 3, (args, name) => {
  const unit = constantUnit(arg(args, 0), name)
    .replace(/S$/, '')
    .replace(/^DAYOFYEAR$/, 'DAY');
  const [start, end] = [moment(arg(args, 1), name), moment(arg(args, 2), name)];
  const micros: Readonly<Record<string, string>> = {
    MICROSECOND: '1',
    MILLISECOND: '1000',
    SECOND: '1000000',
    MINUTE: '60000000',
    HOUR: '3600000000',
    DAY: '86400000000',
    WEEK: '604800000000',
  };
  const size = micros[unit];
  if (size !== undefined) return typed(`((epoch_us(${end}) - epoch_us(${start})) // ${size})`, BIGINT);
  const months: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
  const count = months[unit];
  if (count === undefined) throw sqlInvalid(`${name}: ${unit} is no unit`);
  return typed(`(spark_whole_months(${start}, ${end}) // ${count})`, BIGINT);
});

/** `timestampadd(unit, n, t)` and `dateadd(unit, n, t)` */
const addUnits: Entry = generic(3, 3, (args, name) => {
  const unit = constantUnit(arg(args, 0), name).replace(/S$/, '');
  const count = asInt(arg(args, 1), name).sql;
  const base = arg(args, 2);
  const functions: Readonly<Record<string, string>> = {
    MICROSECOND: 'to_microseconds',
    MILLISECOND: 'to_milliseconds',
    SECOND: 'to_seconds',
    MINUTE: 'to_minutes',
    HOUR: 'to_hours',
    DAY: 'to_days',
    WEEK: 'to_weeks',
    MONTH: 'to_months',
    QUARTER: 'to_quarters',
    YEAR: 'to_years',
  };
  const shift = functions[unit];
  if (shift === undefined) throw sqlInvalid(`${name}: ${unit} is no unit`);
  const type: DataType = isTimestamp(base.type) ? base.type : TIMESTAMP;
  return typed(`CAST(${moment(base, name)} + ${shift}(${count}) AS TIMESTAMP)`, type);
});

/** Dates. */
export const dates: Entries = {
  year: part((d) => `year(${d})`),
  quarter: part((d) => `quarter(${d})`),
  month: part((d) => `month(${d})`),
  day: part((d) => `day(${d})`),
  dayofmonth: part((d) => `day(${d})`),
  dayofyear: part((d) => `dayofyear(${d})`),
  dayofweek: part((d) => `isodow(${d}) % 7 + 1`),
  weekday: part((d) => `isodow(${d}) - 1`),
  weekofyear: part((d) => `week(${d})`),
  hour: clock((t) => `hour(${t})`),
  minute: clock((t) => `minute(${t})`),
  second: clock((t) => `second(${t})`),
  extract,
  date_part: extract,
  datepart: extract,
  dayname: scalar([DATE], STRING, (d) => `left(dayname(${d}), 3)`),
  monthname: scalar([DATE], STRING, (d) => `left(monthname(${d}), 3)`),
  last_day: scalar([DATE], DATE, (d) => `last_day(${d})`),
  next_day: generic(2, 2, (args, name) => {
    const day = arg(args, 1).literal;
    if (typeof day !== 'string') throw notPortable(`${name} with a computed day`, 'a constant day');
    const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const wanted = names.findIndex((name) =>
      new RegExp(
        `^${name}(|${{ MO: 'N|NDAY', TU: 'E|ESDAY', WE: 'D|DNESDAY', TH: 'U|URSDAY', FR: 'I|IDAY', SA: 'T|TURDAY', SU: 'N|NDAY' }[name]})$`,
      ).test(day.toUpperCase()),
    );
    const d = argument(arg(args, 0), DATE, name).sql;
    if (wanted < 0) return typed(`CASE WHEN ${d} IS NOT NULL THEN error('ILLEGAL_DAY_OF_WEEK: next_day') END`, DATE);
    return typed(`CAST(${d} + CAST((${wanted + 1} - isodow(${d}) + 6) % 7 + 1 AS INTEGER) AS DATE)`, DATE);
  }),
  date_add: plus('+'),
  dateadd: plus('+'),
  date_sub: plus('-'),
  datediff: difference,
  date_diff: difference,
  datediff_unit: betweenUnits,
  date_diff_unit: betweenUnits,
  timestampdiff_unit: betweenUnits,
  timediff_unit: betweenUnits,
  dateadd_unit: addUnits,
  date_add_unit: addUnits,
  timestampadd_unit: addUnits,
  add_months: scalar([DATE, INT], DATE, (d, n) => `CAST(${d} + to_months(${n}) AS DATE)`),
  months_between: generic(2, 3, (args, name) => {
    const rounds = args[2]?.literal ?? true;
    if (args[2] && typeof args[2].literal !== 'boolean')
      throw notPortable(`${name} with a computed flag`, 'true or false');
    const [a, b] = [moment(arg(args, 0), name), moment(arg(args, 1), name)];
    return typed(`spark_months_between(${a}, ${b}, ${rounds})`, DOUBLE);
  }),
  trunc: generic(2, 2, (args, name) => {
    const unit = truncUnit[constantUnit(arg(args, 1), name)];
    const d = argument(arg(args, 0), DATE, name).sql;
    return typed(unit === undefined ? 'CAST(NULL AS DATE)' : `CAST(date_trunc('${unit}', ${d}) AS DATE)`, DATE);
  }),
  date_trunc: generic(2, 2, (args, name) => {
    const unit = clockUnit[constantUnit(arg(args, 0), name)];
    const t = argument(arg(args, 1), TIMESTAMP, name).sql;
    return typed(
      unit === undefined ? 'CAST(NULL AS TIMESTAMP)' : `CAST(date_trunc('${unit}', ${t}) AS TIMESTAMP)`,
      TIMESTAMP,
    );
  }),
  make_date: scalar([INT, INT, INT], DATE, (y, m, d) => `make_date(${y}, ${m}, ${d})`),
  unix_date: generic(1, 1, (args, name) => {
    const value = arg(args, 0);
    if (value.type.kind !== 'date' && value.type.kind !== 'null') throw mismatch(name, 'a DATE', value.type);
    return typed(`CAST(${argument(value, DATE, name).sql} - DATE '1970-01-01' AS INTEGER)`, INT);
  }),
  date_from_unix_date: scalar([INT], DATE, (n) => `CAST(DATE '1970-01-01' + ${n} AS DATE)`),
  date: generic(1, 1, (args, name) => argument(arg(args, 0), DATE, name)),
};
