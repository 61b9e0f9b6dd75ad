import { identifier } from '../duckdb/quote.ts';
import { compileGenerator } from '../functions/generators.ts';
import type { Call, LateralView, Relation, TableAlias } from '../syntax/ast.ts';
import { BIGINT, type Column } from '../types/dataType.ts';
import { asInt, coerced } from './coercion.ts';
import type { CompiledQuery, Context } from './context.ts';
import { sqlInvalid } from './failure.ts';
import { boolean, comparison } from './operators.ts';
import { renamed } from './renamed.ts';
import { relationColumns, Scope, type ScopeColumn } from './scope.ts';

interface From {
  sql: string;
  columns: ScopeColumn[];
}

/** Compiles FROM with its lateral views. Every relation gets an alias of its own in DuckDB's text, so that no name is ever ambiguous there. */
export const compileFrom = (
  context: Context,
  relations: readonly Relation[],
  views: readonly LateralView[],
  outer: Scope | undefined,
): From => {
  let from: From = { sql: '', columns: [] };
  for (const relation of relations) {
    const next = compileRelation(context, relation, from.columns, outer);
    from = {
      sql: from.sql === '' ? next.sql : `${from.sql}, ${next.sql}`,
      columns: [...from.columns, ...next.columns],
    };
  }
  for (const view of views) {
    const names: TableAlias = { name: view.alias, columns: view.columns };
    const next = generator(context, view.call, view.outer, names, from.columns, outer);
    from = {
      sql: from.sql === '' ? next.sql : `${from.sql} CROSS JOIN ${next.sql}`,
      columns: [...from.columns, ...next.columns],
    };
  }
  return from;
};

const compileRelation = (
  context: Context,
  relation: Relation,
  before: readonly ScopeColumn[],
  outer: Scope | undefined,
): From => {
  switch (relation.kind) {
    case 'table': {
      const view = context.views.get(relation.name.toLowerCase());
      if (!view)
        throw sqlInvalid(
          `there is no view ${relation.name}; there are: ${[...context.views.keys()].join(', ') || 'none'}`,
        );
      const alias = context.fresh('t');
      const columns = view.columns.map((column) => ({ ...column, sqlName: column.name }));
      return {
        sql: `${identifier(view.sqlName)} AS ${alias}`,
        columns: relationColumns(
          renamed(columns, relation.alias?.columns ?? [], relation.name),
          alias,
          relation.alias?.name ?? relation.name,
        ),
      };
    }
    case 'query': {
      const lateral = relation.lateral ? new Scope(before, outer) : outer;
      const compiled = context.compileQuery(relation.query, lateral);
      return { ...subquery(context, compiled, relation.alias, relation.lateral) };
    }
    case 'generator': {
      if (relation.call.name === 'range') return range(context, relation.call, relation.alias);
      return generator(context, relation.call, false, relation.alias, before, outer);
    }
    case 'join':
      return join(context, relation, before, outer);
  }
};

const subquery = (
  context: Context,
  { sql, columns }: CompiledQuery,
  alias: TableAlias | undefined,
  lateral: boolean,
): From => {
  const own = context.fresh('t');
  return {
    sql: `${lateral ? 'LATERAL ' : ''}(${sql}) AS ${own}`,
    columns: relationColumns(renamed(columns, alias?.columns ?? [], alias?.name ?? 'the subquery'), own, alias?.name),
  };
};

/** `explode(…)` and its kin as a relation: one row for each item of the row before it. */
const generator = (
  context: Context,
  call: Call,
  outerRows: boolean,
  alias: TableAlias | undefined,
  before: readonly ScopeColumn[],
  outer: Scope | undefined,
): From => {
  const columns = compileGenerator(context, call, new Scope(before, outer), outerRows);
  if (!columns)
    throw sqlInvalid(`${call.name} gives no rows: a relation's function is explode, posexplode, inline or range`);
  const own = context.fresh('g');
  const list = columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ');
  const named = renamed(
    columns.map((column) => ({ ...column, sqlName: column.name })),
    alias?.columns ?? [],
    alias?.name ?? call.name,
  );
  return { sql: `LATERAL (SELECT ${list}) AS ${own}`, columns: relationColumns(named, own, alias?.name) };
};

const range = (context: Context, call: Call, alias: TableAlias | undefined): From => {
  const own = context.fresh('g');
  const bounds = call.arguments
    .slice(0, 3)
    .map(({ value }) => coerced(asInt(context.compile(value, new Scope([])), 'range'), BIGINT).sql);
  const columns: Column[] = renamed([{ name: 'id', type: BIGINT }], alias?.columns ?? [], 'range');
  return {
    sql: `(SELECT range AS id FROM range(${bounds.join(', ')})) AS ${own}`,
    columns: relationColumns(
      columns.map((column) => ({ ...column, sqlName: 'id' })),
      own,
      alias?.name ?? 'range',
    ),
  };
};

const join = (
  context: Context,
  relation: Extract<Relation, { kind: 'join' }>,
  before: readonly ScopeColumn[],
  outer: Scope | undefined,
): From => {
  const left = compileRelation(context, relation.left, before, outer);
  const right = compileRelation(context, relation.right, [...before, ...left.columns], outer);
  const both = [...left.columns, ...right.columns];
  const names = relation.natural ? shared(left.columns, right.columns) : (relation.using ?? []);
  const conditions = names.map((name) => comparison('=', only(left.columns, name), only(right.columns, name)).sql);
  if (relation.on)
    conditions.push(boolean(context.compile(relation.on, new Scope([...before, ...both], outer)), 'ON').sql);
  const condition = conditions.length > 0 ? ` ON ${conditions.join(' AND ')}` : ' ON true';
  const cross = relation.type === 'CROSS' || (relation.type === 'INNER' && conditions.length === 0);
  const word = cross ? 'CROSS JOIN' : `${relation.type} JOIN`;
  const sql = `${left.sql} ${word} ${right.sql}${cross && conditions.length === 0 ? '' : condition}`;
  const finished = cross && conditions.length > 0 ? sql.replace('CROSS JOIN', 'INNER JOIN') : sql;
  if (relation.type === 'SEMI' || relation.type === 'ANTI') return { sql: finished, columns: left.columns };
  if (names.length === 0) return { sql: finished, columns: both };
  return { sql: finished, columns: usingColumns(names, left.columns, right.columns, relation.type) };
};

const shared = (left: readonly ScopeColumn[], right: readonly ScopeColumn[]): string[] =>
  left
    .map(({ name }) => name)
    .filter((name) => right.some((column) => column.name.toLowerCase() === name.toLowerCase()));

const only = (columns: readonly ScopeColumn[], name: string): ScopeColumn => {
  const [column, other] = columns.filter((each) => !each.hidden && each.name.toLowerCase() === name.toLowerCase());
  if (!column || other) throw sqlInvalid(`USING (${name}): each side has one such column`);
  return column;
};

/** The joined columns come first and once; each side's own stays reachable by its table's name. */
const usingColumns = (
  names: readonly string[],
  left: readonly ScopeColumn[],
  right: readonly ScopeColumn[],
  type: string,
): ScopeColumn[] => {
  const isKey = ({ name }: ScopeColumn) => names.some((key) => key.toLowerCase() === name.toLowerCase());
  const keys = names.map((name): ScopeColumn => {
    const [a, b] = [only(left, name), only(right, name)];
    if (type === 'RIGHT') return { name: b.name, sql: b.sql, type: b.type };
    if (type === 'FULL') return { name: a.name, sql: `coalesce(${a.sql}, ${b.sql})`, type: a.type };
    return { name: a.name, sql: a.sql, type: a.type };
  });
  const hidden = [...left, ...right].filter(isKey).map((column) => ({ ...column, hidden: true }));
  return [...keys, ...left.filter((column) => !isKey(column)), ...right.filter((column) => !isKey(column)), ...hidden];
};
