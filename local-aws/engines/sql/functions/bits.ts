import { coerced, isIntegral } from '../compile/coercion.ts';
import { mismatch } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { BIGINT, type DataType, INT, STRING, TINYINT } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { arg, type Entries, type Entry, generic, scalar } from './entry.ts';

const whole = (value: Typed, name: string): Typed => {
  if (!isIntegral(value.type)) throw mismatch(name, 'an integer', value.type);
  return value;
};

/** Shifts are of INT or BIGINT; the count is taken modulo the width, as Java does. */
const shift = (java: string): Entry =>
  generic(2, 2, (args, name) => {
    const value = whole(arg(args, 0), name);
    const type: DataType = value.type.kind === 'bigint' ? BIGINT : INT;
    const bits = type === BIGINT ? 64 : 32;
    return typed(
      `CAST(${java}(CAST(${value.sql} AS BIGINT), ${coerced(whole(arg(args, 1), name), INT).sql}, ${bits}) AS ${duckdbType(type)})`,
      type,
    );
  });

const bit = generic(2, 2, (args, name) => {
  const value = whole(arg(args, 0), name);
  return typed(`CAST((${value.sql} >> ${coerced(arg(args, 1), INT).sql}) & 1 AS TINYINT)`, TINYINT);
});

/** Integers as bits. */
export const bits: Entries = {
  shiftleft: shift('java_shift_left'),
  shiftright: shift('java_shift_right'),
  shiftrightunsigned: shift('java_shift_right_unsigned'),
  bit_count: generic(1, 1, (args, name) => {
    const value = arg(args, 0).type.kind === 'boolean' ? coerced(arg(args, 0), INT) : whole(arg(args, 0), name);
    // Java counts the bits of the 64-bit value.
    return typed(`CAST(bit_count(CAST(${value.sql} AS BIGINT)) AS INTEGER)`, INT);
  }),
  bit_get: bit,
  getbit: bit,
  bitwise_not: generic(1, 1, (args, name) => typed(`(~${whole(arg(args, 0), name).sql})`, arg(args, 0).type)),
  hex: generic(1, 1, (args) => {
    const value = arg(args, 0);
    if (value.type.kind === 'string' || value.type.kind === 'binary') return typed(`upper(hex(${value.sql}))`, STRING);
    return typed(`java_hex(${coerced(value, BIGINT).sql})`, STRING);
  }),
  unhex: scalar([STRING], { kind: 'binary' }, (digits) => `java_unhex(${digits})`),
};
