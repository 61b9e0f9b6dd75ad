import type { Context } from '../compile/context.ts';
import { mismatch, sqlInvalid } from '../compile/failure.ts';
import type { Scope } from '../compile/scope.ts';
import type { Call } from '../syntax/ast.ts';
import { type Column, INT } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';

export interface GeneratedColumn extends Column {
  /** For a SELECT list: makes one row for each item. */
  sql: string;
}

/** The columns of `explode`, `posexplode`, `inline` and their outer forms; undefined for any other function. */
export const compileGenerator = (
  context: Context,
  call: Call,
  scope: Scope,
  outerRows = false,
): GeneratedColumn[] | undefined => {
  const [, base, suffix] = /^(explode|posexplode|inline)(_outer)?$/.exec(call.name) ?? [];
  if (base === undefined) return undefined;
  const [argument, other] = call.arguments;
  if (!argument || other) throw sqlInvalid(`${call.name} takes one argument`);
  const value = context.compile(argument.value, scope);
  const outer = outerRows || suffix !== undefined;
  const { type } = value;
  if (type.kind === 'map' && base !== 'inline') {
    const lists = [
      rows(`map_keys(${value.sql})`, `${duckdbType(type.key)}[]`, outer),
      rows(`map_values(${value.sql})`, `${duckdbType(type.value)}[]`, outer),
    ];
    const columns = [
      { name: 'key', type: type.key, sql: `unnest(${lists[0]})` },
      { name: 'value', type: type.value, sql: `unnest(${lists[1]})` },
    ];
    return base === 'explode' ? columns : [position(`map_keys(${value.sql})`, outer), ...columns];
  }
  if (type.kind !== 'array') throw mismatch(call.name, 'an array', type);
  const list = rows(value.sql, duckdbType(type), outer);
  if (base === 'inline') {
    if (type.element.kind !== 'struct') throw mismatch(call.name, 'an array of structs', type);
    return type.element.fields.map((field) => ({
      name: field.name,
      type: field.type,
      sql: `unnest(list_transform(${list}, lambda e: struct_extract(e, '${field.name.replaceAll("'", "''")}')))`,
    }));
  }
  const column = { name: 'col', type: type.element, sql: `unnest(${list})` };
  return base === 'explode' ? [column] : [position(value.sql, outer), column];
};

/** An outer generator gives one row of NULLs for an empty or missing list. */
const rows = (list: string, type: string, outer: boolean): string =>
  outer ? `CASE WHEN len(${list}) > 0 THEN ${list} ELSE CAST([NULL] AS ${type}) END` : list;

const position = (list: string, outer: boolean): GeneratedColumn => ({
  name: 'pos',
  type: INT,
  sql: `CAST(unnest(${rows(`range(len(${list}))`, 'BIGINT[]', outer).replace(`len(range(len(${list})))`, `len(${list})`)}) AS INTEGER)`,
});
