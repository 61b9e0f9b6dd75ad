import { castSql } from '../compile/cast.ts';
import { argument, asText, isTimestamp } from '../compile/coercion.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { BIGINT, DATE, type DataType, INT, STRING, TIMESTAMP, TIMESTAMP_NTZ } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { datePattern } from './datePattern.ts';
import { moment } from './dates.ts';
import { arg, type Entries, type Entry, generic, scalar } from './entry.ts';

const constant = (value: Typed, name: string): string => {
  if (typeof value.literal !== 'string') throw notPortable(`${name} with a computed pattern`, 'a constant pattern');
  return value.literal;
};

/** `to_date` and its kin: a cast without a pattern, a strict parse with one. */
const parsed = (target: DataType, mode: 'ansi' | 'try'): Entry =>
  generic(1, 2, (args, name) => {
    const value = arg(args, 0);
    if (args.length === 1 || (value.type.kind !== 'string' && value.type.kind !== 'null')) {
      const from = value.type.kind === 'null' ? { ...value, type: STRING, sql: 'CAST(NULL AS VARCHAR)' } : value;
      return typed(castSql(from, target, mode), target);
    }
    const { format, regex } = datePattern(constant(arg(args, 1), name), 'read');
    const call = `${mode === 'try' ? 'spark_try_parse' : 'spark_parse'}(${asText(value, name).sql}, ${text(format)}, ${text(regex)})`;
    return typed(`CAST(${call} AS ${duckdbType(target)})`, target);
  });

/** Seconds since the epoch: a text is parsed by the pattern, a moment is taken as UTC. */
const unix: Entry = generic(1, 2, (args, name) => {
  const value = arg(args, 0);
  if (value.type.kind !== 'string') return typed(`(epoch_us(${moment(value, name)}) // 1000000)`, BIGINT);
  const { format, regex } = datePattern(args[1] ? constant(args[1], name) : 'yyyy-MM-dd HH:mm:ss', 'read');
  return typed(`(epoch_us(spark_parse(${value.sql}, ${text(format)}, ${text(regex)})) // 1000000)`, BIGINT);
});

const since = (unit: 'seconds' | 'millis' | 'micros'): Entry =>
  generic(1, 1, (args, name) => {
    const value = arg(args, 0);
    if (value.type.kind === 'timestamp_ntz') throw notPortable(`${name} of a TIMESTAMP_NTZ`, 'unix_timestamp');
    const t = argument(value, TIMESTAMP, name).sql;
    const divisor = { seconds: 1_000_000, millis: 1000, micros: 1 }[unit];
    return typed(
      divisor === 1 ? `epoch_us(${t})` : `CAST(floor(CAST(epoch_us(${t}) AS HUGEINT) / ${divisor}) AS BIGINT)`,
      BIGINT,
    );
  });

const from = (factor: string): Entry => scalar([BIGINT], TIMESTAMP, (n) => `make_timestamp(${n} * ${factor})`);

/** Timestamps. */
export const timestamps: Entries = {
  to_date: parsed(DATE, 'ansi'),
  try_to_date: parsed(DATE, 'try'),
  to_timestamp: parsed(TIMESTAMP_NTZ, 'ansi'),
  try_to_timestamp: parsed(TIMESTAMP_NTZ, 'try'),
  to_timestamp_ntz: parsed(TIMESTAMP_NTZ, 'ansi'),
  to_timestamp_ltz: parsed(TIMESTAMP, 'ansi'),
  timestamp: generic(1, 1, (args) => typed(castSql(arg(args, 0), TIMESTAMP, 'ansi'), TIMESTAMP)),
  date_format: generic(2, 2, (args, name) => {
    const { format } = datePattern(constant(arg(args, 1), name), 'write');
    const value = arg(args, 0);
    const t = isTimestamp(value.type) ? value.sql : argument(value, TIMESTAMP_NTZ, name).sql;
    return typed(`strftime(${t}, ${text(format)})`, STRING);
  }),
  unix_timestamp: unix,
  to_unix_timestamp: unix,
  unix_seconds: since('seconds'),
  unix_millis: since('millis'),
  unix_micros: since('micros'),
  timestamp_seconds: from('1000000'),
  timestamp_millis: from('1000'),
  timestamp_micros: from('1'),
  from_unixtime: generic(1, 2, (args, name) => {
    const { format } = datePattern(args[1] ? constant(args[1], name) : 'yyyy-MM-dd HH:mm:ss', 'write');
    return typed(
      `strftime(make_timestamp(${argument(arg(args, 0), BIGINT, name).sql} * 1000000), ${text(format)})`,
      STRING,
    );
  }),
  make_timestamp: made(TIMESTAMP_NTZ),
  make_timestamp_ntz: made(TIMESTAMP_NTZ),
};

function made(type: DataType): Entry {
  return generic(6, 6, (args, name) => {
    const [year, month, day, hour, minute] = args.slice(0, 5).map((value) => argument(value, INT, name).sql);
    const second = arg(args, 5);
    const seconds =
      second.type.kind === 'decimal' || second.type.kind === 'int'
        ? `CAST(${second.sql} AS DOUBLE)`
        : argument(second, { kind: 'double' }, name).sql;
    return typed(`make_timestamp(${year}, ${month}, ${day}, ${hour}, ${minute}, ${seconds})`, type);
  });
}
