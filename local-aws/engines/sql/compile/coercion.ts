import { notPortable } from '../errors.ts';
import { BIGINT, type DataType, DOUBLE, INT, SMALLINT, STRING, sameType, typeName } from '../types/dataType.ts';
import { castSql } from './cast.ts';
import { decimalOf, literalDecimal, widerDecimal } from './decimals.ts';
import { mismatch, sqlInvalid } from './failure.ts';
import type { Typed } from './typed.ts';

const INTEGERS = ['tinyint', 'smallint', 'int', 'bigint'];
export const isIntegral = (type: DataType): boolean => INTEGERS.includes(type.kind);
export const isNumeric = (type: DataType): boolean =>
  isIntegral(type) || type.kind === 'decimal' || type.kind === 'double' || type.kind === 'float';
export const isTimestamp = (type: DataType): boolean => type.kind === 'timestamp' || type.kind === 'timestamp_ntz';
const isAtomic = (type: DataType): boolean => !['array', 'map', 'struct', 'null', 'interval'].includes(type.kind);

/** The type of both sides where two expressions become one column (CASE, coalesce, UNION, IN, comparisons). Source: `AnsiTypeCoercion`. */
export const commonType = (left: Typed, right: Typed): DataType | undefined => {
  const a = left.type;
  const b = right.type;
  if (sameType(a, b)) return a;
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (isNumeric(a) && isNumeric(b)) return widerNumber(left, right);
  if (a.kind === 'string') return widerThanText(b);
  if (b.kind === 'string') return widerThanText(a);
  if (a.kind === 'date' && isTimestamp(b)) return b;
  if (b.kind === 'date' && isTimestamp(a)) return a;
  if (isTimestamp(a) && isTimestamp(b)) return { kind: 'timestamp' };
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType({ sql: '', type: a.element }, { sql: '', type: b.element });
    return element && { kind: 'array', element };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType({ sql: '', type: a.key }, { sql: '', type: b.key });
    const value = commonType({ sql: '', type: a.value }, { sql: '', type: b.value });
    return key && value && { kind: 'map', key, value };
  }
  if (a.kind === 'struct' && b.kind === 'struct' && a.fields.length === b.fields.length) {
    const fields = a.fields.map(({ name, type }, at) => {
      const other = b.fields[at];
      const common = other && commonType({ sql: '', type }, { sql: '', type: other.type });
      return common && { name, type: common };
    });
    return fields.every((field) => field !== undefined) ? { kind: 'struct', fields } : undefined;
  }
  return undefined;
};

/** Text beside a number is a BIGINT or a DOUBLE, beside anything else that type. */
const widerThanText = (other: DataType): DataType | undefined => {
  if (isIntegral(other)) return BIGINT;
  if (isNumeric(other)) return DOUBLE;
  return isAtomic(other) ? other : undefined;
};

const widerNumber = (left: Typed, right: Typed): DataType => {
  const a = left.type;
  const b = right.type;
  if (a.kind === 'double' || b.kind === 'double') return DOUBLE;
  if (a.kind === 'float' || b.kind === 'float') {
    const other = a.kind === 'float' ? b : a;
    return other.kind === 'float' || other.kind === 'tinyint' || other.kind === 'smallint' ? { kind: 'float' } : DOUBLE;
  }
  if (isIntegral(a) && isIntegral(b)) return INTEGERS.indexOf(a.kind) > INTEGERS.indexOf(b.kind) ? a : b;
  const first = exact(left);
  const second = exact(right);
  if (!first || !second) throw sqlInvalid(`no common type of ${typeName(a)} and ${typeName(b)}`);
  return widerDecimal(first, second);
};

const exact = ({ type }: Typed) => decimalOf(type);

/** The DECIMAL of an operand beside a DECIMAL: an integer literal has only the digits it is written with. */
export const operandDecimal = ({ type, literal, integer }: Typed) =>
  decimalOf(integer && typeof literal === 'string' ? literalDecimal(literal) : type);

/** The common type of all; `what` names them in the error. */
export const commonTypeOf = (values: readonly Typed[], what: string): DataType => {
  let type: DataType = { kind: 'null' };
  for (const value of orderedForWidening(values)) {
    const wider = commonType({ sql: '', type }, value);
    if (!wider) throw sqlInvalid(`${what}: ${typeName(type)} and ${typeName(value.type)} have no common type`);
    type = wider;
  }
  return type;
};

/** Spark puts texts first, so that a text beside several numbers widens with the first of them. Source: `findWiderCommonType`. */
const orderedForWidening = (values: readonly Typed[]): Typed[] => {
  const isText = ({ type }: Typed) => type.kind === 'string';
  return [...values.filter(isText), ...values.filter((value) => !isText(value))];
};

/** The value as `target`, where Spark casts by itself. */
export const coerced = (value: Typed, target: DataType): Typed =>
  sameType(value.type, target) ? value : { sql: castSql(value, target, 'ansi'), type: target };

/** All as their common type. */
export const unified = (values: readonly Typed[], what: string): { values: Typed[]; type: DataType } => {
  const type = commonTypeOf(values, what);
  return { values: values.map((value) => coerced(value, type)), type };
};

/** An argument as a function's parameter. Source: `AnsiTypeCoercion.implicitCast`. Throws `SqlInvalid` where Spark does not cast by itself. */
export const argument = (value: Typed, target: DataType, what: string): Typed => {
  const { type } = value;
  if (sameType(type, target)) return value;
  const allowed =
    type.kind === 'null' ||
    (type.kind === 'string' && isAtomic(target)) ||
    (isNumeric(type) && isNumeric(target)) ||
    (target.kind === 'string' && isAtomic(type) && type.kind !== 'binary') ||
    (type.kind === 'date' && isTimestamp(target)) ||
    (isTimestamp(type) && (target.kind === 'date' || isTimestamp(target)));
  if (!allowed) throw mismatch(what, typeName(target), type);
  if (isNumeric(type) && !isIntegral(type) && isIntegral(target))
    throw notPortable(`${what} with a ${typeName(type)}`, `CAST(… AS ${typeName(target)})`);
  return coerced(value, target);
};

/** An integer argument: INT for the narrower ones too. */
export const asInt = (value: Typed, what: string): Typed => argument(value, INT, what);
export const asText = (value: Typed, what: string): Typed => argument(value, STRING, what);
export const asDouble = (value: Typed, what: string): Typed => argument(value, DOUBLE, what);
export const SMALLER_THAN_INT: readonly DataType[] = [SMALLINT, { kind: 'tinyint' }];
