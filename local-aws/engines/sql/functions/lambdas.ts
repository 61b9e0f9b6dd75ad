import { coerced, commonType } from '../compile/coercion.ts';
import type { Context } from '../compile/context.ts';
import { sqlInvalid } from '../compile/failure.ts';
import { boolean } from '../compile/operators.ts';
import { Scope } from '../compile/scope.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import type { Call } from '../syntax/ast.ts';
import { arrayOf, BOOLEAN, type DataType, INT, sameType } from '../types/dataType.ts';
import { listOf } from './arrays.ts';
import type { Entries, Entry } from './entry.ts';

interface Lambda {
  /** DuckDB's names of the parameters. */
  names: string[];
  body: Typed;
}

/** Compiles the lambda at that place; its parameters have these types, the second one of a list's lambda is the index from 0. */
const lambda = (
  context: Context,
  call: Call,
  at: number,
  types: readonly DataType[],
  scope: Scope,
  indexed = false,
): Lambda => {
  const value = call.arguments[at]?.value;
  if (value?.kind !== 'lambda') throw sqlInvalid(`${call.name}: argument ${at + 1} is a lambda such as x -> x + 1`);
  if (value.parameters.length > types.length) throw sqlInvalid(`${call.name}: the lambda has too many parameters`);
  const names = value.parameters.map(() => context.fresh('x'));
  const columns = value.parameters.map((name, place) => ({
    name,
    // DuckDB counts from 1, Spark from 0.
    sql: indexed && place === 1 ? `CAST(${names[place]} - 1 AS INTEGER)` : (names[place] ?? ''),
    type: types[place] as DataType,
  }));
  const inner = new Scope(columns, scope);
  return { names, body: context.compile(value.body, inner) };
};

const list = (context: Context, call: Call, scope: Scope) => {
  const [first] = call.arguments;
  if (!first) throw sqlInvalid(`${call.name} takes an array`);
  return listOf(context.compile(first.value, scope), call.name);
};

const head = ({ names, body }: Lambda): string => `lambda ${names.join(', ')}: ${body.sql}`;

const test = (of: (list: string, condition: string) => string): Entry => ({
  kind: 'special',
  of: (context, call, scope) => {
    const { sql, element } = list(context, call, scope);
    const { names, body } = lambda(context, call, 1, [element], scope);
    return typed(
      of(sql, `list_transform(${sql}, lambda ${names.join(', ')}: ${boolean(body, call.name).sql})`),
      BOOLEAN,
    );
  },
});

const reduced: Entry = {
  kind: 'special',
  of: (context, call, scope) => {
    const { sql, element } = list(context, call, scope);
    const start = call.arguments[1];
    if (!start) throw sqlInvalid(`${call.name} takes a start value`);
    const zero = context.compile(start.value, scope);
    const { names, body } = lambda(context, call, 2, [zero.type, element], scope);
    const common = commonType(body, zero);
    if (!common || !sameType(common, zero.type) || !sameType(element, zero.type))
      throw notPortable(`${call.name} of one type into another`, 'a start value of the elements’ type');
    const total = `list_reduce(list_prepend(${zero.sql}, ${sql}), lambda ${names.join(', ')}: ${coerced(body, zero.type).sql})`;
    const result = typed(`CASE WHEN ${sql} IS NULL THEN NULL ELSE ${total} END`, zero.type);
    if (!call.arguments[3]) return result;
    const last = context.fresh('x');
    const finish = call.arguments[3].value;
    if (finish.kind !== 'lambda') throw sqlInvalid(`${call.name}: the last argument is a lambda`);
    const inner = new Scope([{ name: finish.parameters[0] ?? '', sql: last, type: zero.type }], scope);
    const finished = context.compile(finish.body, inner);
    return typed(`list_extract(list_transform([${result.sql}], lambda ${last}: ${finished.sql}), 1)`, finished.type);
  },
};

/** Functions that take a lambda. */
export const lambdas: Entries = {
  transform: {
    kind: 'special',
    of: (context, call, scope) => {
      const { sql, element } = list(context, call, scope);
      const made = lambda(context, call, 1, [element, INT], scope, true);
      return typed(`list_transform(${sql}, ${head(made)})`, arrayOf(made.body.type));
    },
  },
  filter: {
    kind: 'special',
    of: (context, call, scope) => {
      const { sql, element } = list(context, call, scope);
      const made = lambda(context, call, 1, [element, INT], scope, true);
      return typed(`list_filter(${sql}, ${head({ ...made, body: boolean(made.body, call.name) })})`, arrayOf(element));
    },
  },
  exists: test(
    (list, conditions) =>
      `CASE WHEN ${list} IS NULL THEN NULL WHEN list_contains(${conditions}, true) THEN true WHEN list_count(${conditions}) < len(${list}) THEN NULL ELSE false END`,
  ),
  forall: test(
    (list, conditions) =>
      `CASE WHEN ${list} IS NULL THEN NULL WHEN list_contains(${conditions}, false) THEN false WHEN list_count(${conditions}) < len(${list}) THEN NULL ELSE true END`,
  ),
  aggregate: reduced,
  reduce: reduced,
  array_sort: {
    kind: 'special',
    of: (context, call, scope) => {
      const { sql, element } = list(context, call, scope);
      if (call.arguments.length > 1) throw notPortable('array_sort with a comparator', 'sort_array of structs');
      return typed(`list_sort(${sql}, 'ASC', 'NULLS LAST')`, arrayOf(element));
    },
  },
  zip_with: {
    kind: 'special',
    of: (context, call, scope) => {
      const left = list(context, call, scope);
      const second = call.arguments[1];
      if (!second) throw sqlInvalid('zip_with takes two arrays');
      const right = listOf(context.compile(second.value, scope), call.name);
      const value = call.arguments[2]?.value;
      if (value?.kind !== 'lambda' || value.parameters.length !== 2)
        throw sqlInvalid('zip_with takes a lambda of two parameters');
      const index = context.fresh('x');
      const columns = [left, right].map(({ sql, element }, at) => ({
        name: value.parameters[at] ?? '',
        sql: `list_extract(${sql}, ${index})`,
        type: element,
      }));
      const body = context.compile(value.body, new Scope(columns, scope));
      const both = `CASE WHEN ${left.sql} IS NULL OR ${right.sql} IS NULL THEN NULL ELSE range(1, CAST(greatest(len(${left.sql}), len(${right.sql})) + 1 AS BIGINT)) END`;
      return typed(`list_transform(${both}, lambda ${index}: ${body.sql})`, arrayOf(body.type));
    },
  },
};
