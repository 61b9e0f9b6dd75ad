import { coerced, unified } from '../compile/coercion.ts';
import { boolean } from '../compile/operators.ts';
import { NULL_LITERAL, type Typed, typed } from '../compile/typed.ts';
import { text } from '../duckdb/quote.ts';
import { BOOLEAN, DOUBLE, STRING, typeName } from '../types/dataType.ts';
import { arg, type Entries, generic, scalar } from './entry.ts';

const first = (args: readonly Typed[], name: string): Typed => {
  const { values, type } = unified(args, name);
  return typed(`coalesce(${values.map(({ sql }) => sql).join(', ')})`, type);
};

/** NULLs are left out; NULL only if all are. NaN is the greatest. */
const extreme = (args: readonly Typed[], name: string): Typed => {
  const { values, type } = unified(args, name);
  return typed(`${name}(${values.map(({ sql }) => sql).join(', ')})`, type);
};

/** NULLs and conditions. */
export const conditionals: Entries = {
  coalesce: generic(1, 99, first),
  nvl: generic(2, 2, first),
  ifnull: generic(2, 2, first),
  nvl2: generic(3, 3, (args, name) => {
    const { values, type } = unified([arg(args, 1), arg(args, 2)], name);
    return typed(
      `CASE WHEN ${arg(args, 0).sql} IS NOT NULL THEN ${arg(values, 0).sql} ELSE ${arg(values, 1).sql} END`,
      type,
    );
  }),
  nullif: generic(2, 2, (args, name) => {
    const { values } = unified(args, name);
    const value = arg(args, 0);
    return typed(`CASE WHEN ${arg(values, 0).sql} = ${arg(values, 1).sql} THEN NULL ELSE ${value.sql} END`, value.type);
  }),
  nullifzero: generic(1, 1, (args) =>
    typed(`CASE WHEN ${arg(args, 0).sql} = 0 THEN NULL ELSE ${arg(args, 0).sql} END`, arg(args, 0).type),
  ),
  zeroifnull: generic(1, 1, (args, name) =>
    first([arg(args, 0), { sql: 'CAST(0 AS INTEGER)', type: { kind: 'int' }, literal: '0', integer: true }], name),
  ),
  if: generic(3, 3, (args, name) => {
    const { values, type } = unified([arg(args, 1), arg(args, 2)], name);
    const condition = boolean(arg(args, 0), name);
    return typed(`CASE WHEN ${condition.sql} THEN ${arg(values, 0).sql} ELSE ${arg(values, 1).sql} END`, type);
  }),
  isnull: generic(1, 1, (args) => typed(`(${arg(args, 0).sql} IS NULL)`, BOOLEAN)),
  isnotnull: generic(1, 1, (args) => typed(`(${arg(args, 0).sql} IS NOT NULL)`, BOOLEAN)),
  isnan: scalar([DOUBLE], BOOLEAN, (x) => `coalesce(isnan(${x}), false)`),
  nanvl: scalar([DOUBLE, DOUBLE], DOUBLE, (a, b) => `CASE WHEN isnan(${a}) THEN ${b} ELSE ${a} END`),
  equal_null: generic(2, 2, (args, name) => {
    const { values } = unified(args, name);
    return typed(`(${arg(values, 0).sql} IS NOT DISTINCT FROM ${arg(values, 1).sql})`, BOOLEAN);
  }),
  greatest: generic(2, 99, extreme),
  least: generic(2, 99, extreme),
  typeof: generic(1, 1, (args) => typed(text(typeName(arg(args, 0).type)), STRING)),
  assert_true: generic(1, 2, (args, name) => {
    const message = args[1] ? coerced(args[1], STRING).sql : "'assertion failed'";
    const condition = boolean(arg(args, 0), name).sql;
    return typed(
      `CASE WHEN ${condition} THEN NULL ELSE error('USER_RAISED_EXCEPTION: ' || ${message}) END`,
      NULL_LITERAL.type,
    );
  }),
  raise_error: scalar([STRING], NULL_LITERAL.type, (message) => `error('USER_RAISED_EXCEPTION: ' || ${message})`),
};
