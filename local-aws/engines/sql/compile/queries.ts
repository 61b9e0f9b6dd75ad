import { identifier } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import type { Expression, Query, QueryBody, SortItem, TableAlias } from '../syntax/ast.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { coerced, commonType, isIntegral } from './coercion.ts';
import type { CompiledQuery, Context } from './context.ts';
import { compile } from './expressions.ts';
import { sqlInvalid } from './failure.ts';
import { renamed } from './renamed.ts';
import { relationColumns, Scope } from './scope.ts';
import { compileSelect } from './selects.ts';
import { sortSql } from './sorting.ts';
import type { Typed } from './typed.ts';

/** Compiles a query with its CTEs, ORDER BY and LIMIT. */
export const compileQuery = (outerContext: Context, query: Query, outer: Scope | undefined): CompiledQuery => {
  const { context, sql: withs } = withClause(outerContext, query, outer);
  const limits = limitClause(context, query);
  const prefix = withs === '' ? '' : `WITH ${withs} `;
  if (query.body.kind === 'select') {
    const { sql, columns } = compileSelect(context, query.body, query.order, outer);
    return { sql: `${prefix}${sql}${limits}`, columns };
  }
  const { sql, columns } = compileBody(context, query.body, outer);
  const alias = context.fresh('s');
  const scope = new Scope(relationColumns(columns, alias, undefined), outer);
  const order = query.order.map((item) => sortSql(item, orderValue(context, item, scope)));
  if (prefix === '' && order.length === 0 && limits === '') return { sql, columns };
  const list = columns.map(({ sqlName }) => `${alias}.${identifier(sqlName)}`).join(', ');
  const ordered = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  return { sql: `${prefix}SELECT ${list} FROM (${sql}) AS ${alias}${ordered}${limits}`, columns };
};

const orderValue = (context: Context, { value }: SortItem, scope: Scope): string => {
  if (value.kind === 'number' && /^\d+$/.test(value.text)) {
    const column = scope.columns[Number(value.text) - 1];
    if (!column) throw sqlInvalid(`ORDER BY ${value.text}: there are ${scope.columns.length} columns`);
    return column.sql;
  }
  return context.compile(value, scope).sql;
};

const limitClause = (context: Context, { limit, offset }: Query): string =>
  [
    { word: 'LIMIT', expression: limit },
    { word: 'OFFSET', expression: offset },
  ]
    .map(({ word, expression }) => {
      if (!expression) return '';
      const value = context.compile(expression, new Scope([]));
      if (!isIntegral(value.type)) throw sqlInvalid(`${word} takes an integer`);
      return ` ${word} ${value.sql}`;
    })
    .join('');

const withClause = (context: Context, query: Query, outer: Scope | undefined): { context: Context; sql: string } => {
  const views = new Map(context.views);
  const inner: Context = {
    ...context,
    views,
    compile: (each, scope) => compile(inner, each, scope),
    compileQuery: (each, scope) => compileQuery(inner, each, scope),
  };
  const parts = query.with.map(({ name, columns: names, query: each }) => {
    const compiled = compileQuery({ ...inner, views: new Map(views) }, each, outer);
    const sqlName = context.fresh('c');
    const columns = renamed(compiled.columns, names, name);
    views.set(name.toLowerCase(), { sqlName, columns });
    const list = compiled.columns.map(
      ({ sqlName: from }, at) => `${identifier(from)} AS ${identifier(columns[at]?.name ?? from)}`,
    );
    return `${sqlName} AS (SELECT ${list.join(', ')} FROM (${compiled.sql}) AS w)`;
  });
  return { context: inner, sql: parts.join(', ') };
};

export const compileBody = (context: Context, body: QueryBody, outer: Scope | undefined): CompiledQuery => {
  switch (body.kind) {
    case 'select':
      return compileSelect(context, body, [], outer);
    case 'nested': {
      const { sql, columns } = context.compileQuery(body.query, outer);
      return { sql: `(${sql})`, columns };
    }
    case 'values':
      return compileValues(context, body.rows, body.alias, outer);
    case 'set':
      return compileSet(context, body, outer);
  }
};

const compileValues = (
  context: Context,
  rows: readonly (readonly Expression[])[],
  alias: TableAlias | undefined,
  outer: Scope | undefined,
): CompiledQuery => {
  const scope = new Scope([], outer);
  const compiled = rows.map((row) => row.map((value) => context.compile(value, scope)));
  const width = compiled[0]?.length ?? 0;
  if (compiled.some((row) => row.length !== width)) throw sqlInvalid('the rows of VALUES differ in length');
  const columns = Array.from({ length: width }, (_, at) => {
    const cells = compiled.map((row) => row[at] as Typed);
    // Spark widens row by row, and texts with numbers as it does in UNION.
    const type = cells.reduce<Typed>((wide, cell) => {
      const common = commonType({ sql: '', type: wide.type }, { sql: '', type: cell.type });
      if (!common) throw sqlInvalid(`column ${at + 1} of VALUES has values without a common type`);
      return { sql: '', type: common };
    }, cells[0] as Typed).type;
    return { name: `col${at + 1}`, sqlName: `col${at + 1}`, type };
  });
  const tuples = compiled.map(
    (row) => `(${row.map((cell, at) => valueSql(coerced(cell, columns[at]?.type ?? cell.type))).join(', ')})`,
  );
  const names = columns.map(({ sqlName }) => sqlName).join(', ');
  return {
    sql: `SELECT * FROM (VALUES ${tuples.join(', ')}) AS v(${names})`,
    columns: renamed(columns, alias?.columns ?? [], 'VALUES'),
  };
};

const valueSql = ({ sql, type }: Typed): string => (sql === 'NULL' ? `CAST(NULL AS ${duckdbType(type)})` : sql);

const compileSet = (
  context: Context,
  body: Extract<QueryBody, { kind: 'set' }>,
  outer: Scope | undefined,
): CompiledQuery => {
  const left = compileBody(context, body.left, outer);
  const right = compileBody(context, body.right, outer);
  if (left.columns.length !== right.columns.length)
    throw sqlInvalid(
      `${body.operator}: ${left.columns.length} columns on the left, ${right.columns.length} on the right`,
    );
  if (body.operator !== 'UNION' && body.all) throw notPortable(`${body.operator} ALL`, `${body.operator} or a join`);
  const columns = left.columns.map((column, at) => {
    const type = commonType({ sql: '', type: column.type }, { sql: '', type: right.columns[at]?.type ?? column.type });
    if (!type) throw sqlInvalid(`${body.operator}: the columns ${column.name} have no common type`);
    return { ...column, type };
  });
  const side = ({ sql, columns: from }: CompiledQuery): string => {
    const alias = context.fresh('u');
    const list = columns.map(({ type, sqlName }, at) => {
      const own = from[at];
      const value = coerced({ sql: `${alias}.${identifier(own?.sqlName ?? sqlName)}`, type: own?.type ?? type }, type);
      return `${value.sql} AS ${identifier(sqlName)}`;
    });
    return `SELECT ${list.join(', ')} FROM (${sql}) AS ${alias}`;
  };
  return { sql: `(${side(left)}) ${body.operator}${body.all ? ' ALL' : ''} (${side(right)})`, columns };
};
