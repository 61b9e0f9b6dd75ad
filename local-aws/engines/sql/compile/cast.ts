import { notPortable } from '../errors.ts';
import { type DataType, sameType, typeName } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { sqlInvalid } from './failure.ts';
import type { Typed } from './typed.ts';

export type CastMode = 'ansi' | 'try';

const INTEGERS = ['tinyint', 'smallint', 'int', 'bigint'];
const NUMBERS = [...INTEGERS, 'decimal', 'double', 'float'];

/**
 * `CAST(value AS target)` as Spark means it under ANSI, or `try_cast`. What both engines cast alike is a plain cast; the rest goes through
 * the macros of `macros/casts.sql`. Throws `SqlInvalid` for casts that Spark refuses, `NotPortable` for those without an equal.
 */
export const castSql = (value: Typed, target: DataType, mode: CastMode): string => {
  const { sql, type } = value;
  if (sameType(type, target)) return sql;
  const plain = (inner = sql) => `${mode === 'try' ? 'TRY_CAST' : 'CAST'}(${inner} AS ${duckdbType(target)})`;
  const macro = (name: string) => plain(`${mode === 'try' ? 'spark_try_' : 'spark_'}${name}(${sql})`);
  // Text that DuckDB reads and writes back as it was needs no closer look; that spares most rows the regular expressions.
  const fromText = (name: string) => {
    const read = `TRY_CAST(${sql} AS ${duckdbType(target)})`;
    return `CASE WHEN CAST(${read} AS VARCHAR) = ${sql} THEN ${read} ELSE ${macro(name)} END`;
  };
  if (type.kind === 'null') return plain();
  const from = type.kind;
  switch (target.kind) {
    case 'string':
      return toText(value);
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      if (from === 'string') return fromText('text_to_integer');
      if (INTEGERS.includes(from) || from === 'boolean') return plain();
      if (from === 'double' || from === 'float') return macro('double_to_integer');
      if (from === 'decimal') return plain(`trunc(${sql})`);
      if (from === 'timestamp') return plain(`CAST(floor(epoch_us(${sql}) / 1e6) AS BIGINT)`);
      break;
    case 'decimal':
      if (from === 'string') return fromText('text_to_decimal_text');
      if (from === 'double') return macro('double_to_decimal_text');
      if (INTEGERS.includes(from) || from === 'decimal' || from === 'boolean') return plain();
      break;
    case 'double':
      if (from === 'string') return macro('text_to_double');
      if (from === 'decimal') return type.kind === 'decimal' ? decimalToDouble(sql, type) : plain();
      if (NUMBERS.includes(from) || from === 'boolean') return plain();
      break;
    case 'float':
      if (INTEGERS.includes(from) || from === 'double' || from === 'boolean') return plain();
      if (from === 'string') return macro('text_to_double');
      break;
    case 'boolean':
      if (from === 'string') return macro('text_to_boolean');
      if (NUMBERS.includes(from)) return `(${sql} <> 0)`;
      break;
    case 'date':
      if (from === 'string') return fromText('text_to_date_text');
      if (from === 'timestamp' || from === 'timestamp_ntz') return plain();
      break;
    case 'timestamp':
    case 'timestamp_ntz':
      if (from === 'string') return fromText('text_to_timestamp_text');
      if (from === 'date' || from === 'timestamp' || from === 'timestamp_ntz') return plain();
      if (target.kind === 'timestamp' && INTEGERS.includes(from))
        return `make_timestamp(CAST(${sql} AS BIGINT) * 1000000)`;
      break;
    case 'binary':
      if (from === 'string') return `encode(${sql})`;
      break;
    case 'array':
      if (type.kind === 'array') {
        const element = castSql({ sql: 'e', type: type.element }, target.element, mode);
        return `list_transform(${sql}, lambda e: ${element})`;
      }
      break;
    case 'map':
      if (type.kind === 'map' && (type.key.kind === 'null' || sameType(type, target))) return plain();
      break;
    case 'struct':
      if (type.kind === 'struct' && type.fields.length === target.fields.length) return structCast(value, target, mode);
      break;
    case 'interval':
    case 'null':
      break;
  }
  throw refusal(type, target);
};

/** Up to 2^53 the digits divided by a power of ten are correctly rounded, in DuckDB's own cast too; beyond it the text is read. */
const decimalToDouble = (sql: string, { precision, scale }: { precision: number; scale: number }): string => {
  const plain = `CAST(${sql} AS DOUBLE)`;
  if (precision <= 15) return plain;
  if (scale > 15) return `spark_decimal_to_double(${sql})`;
  const exact = `CAST(${'9'.repeat(15 - scale) || '0'}.${'9'.repeat(scale) || '0'} AS DECIMAL(${precision},${scale}))`;
  return `CASE WHEN ${sql} BETWEEN -${exact} AND ${exact} THEN ${plain} ELSE spark_decimal_to_double(${sql}) END`;
};

const structCast = ({ sql, type }: Typed, target: DataType, mode: CastMode): string => {
  if (type.kind !== 'struct' || target.kind !== 'struct') throw refusal(type, target);
  const fields = target.fields.map(({ name, type: to }, at) => {
    const from = type.fields[at];
    if (!from) throw refusal(type, target);
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    return `${quoted(name)} := ${castSql({ sql: `(${sql}).${quoted(from.name)}`, type: from.type }, to, mode)}`;
  });
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
};

const toText = ({ sql, type }: Typed): string => {
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return `CAST(${sql} AS VARCHAR)`;
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
      return momentText(sql);
    case 'decimal':
      return decimalText(sql, type);
    case 'double':
      return `spark_double_text(${sql})`;
    case 'binary':
      return `decode(${sql})`;
    default:
      throw notPortable(`CAST of ${typeName(type)} AS STRING`, 'the parts one by one, or to_json');
  }
};

/** DuckDB leaves the zero before the point out where a DECIMAL has no whole digits. */
export const decimalText = (sql: string, { precision, scale }: { precision: number; scale: number }): string =>
  precision > scale
    ? `CAST(${sql} AS VARCHAR)`
    : `replace(replace('0' || CAST(${sql} AS VARCHAR), '0-', '-0'), '00.', '0.')`;

/** Java writes a sign before years of more than four digits. */
export const momentText = (sql: string): string =>
  `CASE WHEN year(${sql}) > 9999 THEN '+' || CAST(${sql} AS VARCHAR) ELSE CAST(${sql} AS VARCHAR) END`;

/** Whether Spark has the cast at all decides which error it is. */
const refusal = (from: DataType, to: DataType): Error => {
  const nested = ['array', 'map', 'struct', 'interval'];
  if (nested.includes(from.kind) || nested.includes(to.kind) || from.kind === 'float' || to.kind === 'float')
    return notPortable(`CAST of ${typeName(from)} AS ${typeName(to)}`, 'a cast between plain types');
  if (from.kind === 'timestamp' || to.kind === 'timestamp' || (from.kind === 'binary' && to.kind !== 'binary'))
    return notPortable(
      `CAST of ${typeName(from)} AS ${typeName(to)}`,
      'the functions unix_seconds, timestamp_seconds or decode',
    );
  return sqlInvalid(`Spark does not cast ${typeName(from)} to ${typeName(to)}`);
};
