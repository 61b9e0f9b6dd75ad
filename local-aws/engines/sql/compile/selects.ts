import { identifier } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { compileGenerator } from '../functions/generators.ts';
import type { Expression, Grouping, Select, SelectItem, SortItem } from '../syntax/ast.ts';
import type { DataType } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import type { CompiledQuery, Context } from './context.ts';
import { sqlInvalid } from './failure.ts';
import { boolean } from './operators.ts';
import { compileFrom } from './relations.ts';
import { Scope, type ScopeColumn } from './scope.ts';
import { sortSql } from './sorting.ts';
import type { Typed } from './typed.ts';

interface Item {
  name: string;
  sql: string;
  type: DataType;
}

/** Compiles one SELECT with the ORDER BY that follows it, which sees both its aliases and its relations. */
export const compileSelect = (
  context: Context,
  select: Select,
  order: readonly SortItem[],
  outer: Scope | undefined,
): CompiledQuery => {
  const from = compileFrom(context, select.from, select.views, outer);
  // WHERE does not see the aliases that the items add to their scope.
  const where = select.where && boolean(context.compile(select.where, new Scope(from.columns, outer)), 'WHERE').sql;
  const first = listed(context, select, order, scopeOf(select, from.columns, outer, { windows: [] }));
  const windows = first.scope.hoist && 'windows' in first.scope.hoist ? first.scope.hoist.windows : [];
  if (windows.length > 0 && !select.group && !first.scope.aggregated && from.sql !== '')
    return withWindows(context, select, order, outer, { from, where, windows });
  const { items, columns, sorted, scope } = first;
  const group = groupClause(context, select.group, items, scope);
  const having = select.having && boolean(context.compile(select.having, scope), 'HAVING').sql;
  return { sql: statement(select, { items, columns, sorted, from: from.sql, where, group, having }), columns };
};

const scopeOf = (
  select: Select,
  columns: readonly ScopeColumn[],
  outer: Scope | undefined,
  hoist: Scope['hoist'],
): Scope => {
  const scope = new Scope(columns, outer);
  scope.windows = select.windows;
  scope.hoist = hoist;
  return scope;
};

/** The items and the order, which may name them. */
const listed = (context: Context, select: Select, order: readonly SortItem[], scope: Scope) => {
  scope.projecting = true;
  const items = select.items.flatMap((item) => compileItem(context, item, scope));
  scope.projecting = false;
  const sorted = order.map((item) => sortSql(item, orderValue(context, item, items, scope, select.distinct)));
  return { scope, items, columns: uniqueNames(items), sorted };
};

/** Each window is computed once, below the list: an expression around it may name it several times, and DuckDB would compute it as often. */
const withWindows = (
  context: Context,
  select: Select,
  order: readonly SortItem[],
  outer: Scope | undefined,
  {
    from,
    where,
    windows,
  }: { from: { sql: string; columns: readonly ScopeColumn[] }; where: string | undefined; windows: readonly string[] },
): CompiledQuery => {
  const alias = context.fresh('h');
  const distinct = [...new Set(windows)];
  const inner = [
    ...from.columns.map(({ sql }, at) => `${sql} AS c${at}`),
    ...distinct.map((sql, at) => `${sql} AS w${at}`),
  ];
  const below = `(SELECT ${inner.join(', ')} FROM ${from.sql}${where ? ` WHERE ${where}` : ''}) AS ${alias}`;
  const columns = from.columns.map((column, at) => ({ ...column, sql: `${alias}."c${at}"` }));
  const names = windows.map((sql) => `${alias}."w${distinct.indexOf(sql)}"`);
  const second = listed(context, select, order, scopeOf(select, columns, outer, { columns: names, next: 0 }));
  return { sql: statement(select, { ...second, from: below }), columns: second.columns };
};

const statement = (
  { distinct }: Select,
  parts: {
    items: readonly Item[];
    columns: CompiledQuery['columns'];
    sorted: readonly string[];
    from: string;
    where?: string | undefined;
    group?: string;
    having?: string | undefined;
  },
): string => {
  const list = parts.columns
    .map(({ sqlName }, at) => `${pinned(parts.items[at])} AS ${identifier(sqlName)}`)
    .join(', ');
  return [
    `SELECT ${distinct ? 'DISTINCT ' : ''}${list}`,
    parts.from && `FROM ${parts.from}`,
    parts.where && `WHERE ${parts.where}`,
    parts.group,
    parts.having && `HAVING ${parts.having}`,
    parts.sorted.length > 0 && `ORDER BY ${parts.sorted.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ');
};

/** Pins an item to its type where DuckDB might infer another, as it does for what folds to NULL. */
const pinned = (item: Item | undefined): string =>
  item === undefined || /^\w+\."(?:[^"]|"")*"$/.test(item.sql)
    ? (item?.sql ?? 'NULL')
    : `CAST(${item.sql} AS ${duckdbType(item.type)})`;

const compileItem = (context: Context, { value, aliases }: SelectItem, scope: Scope): Item[] => {
  if (value.kind === 'star') return star(value.qualifier, value.except, scope);
  const generated = value.kind === 'call' ? compileGenerator(context, value, scope) : undefined;
  if (generated) {
    const names = aliases.length > 0 ? aliases : generated.map(({ name }) => name);
    if (names.length !== generated.length)
      throw sqlInvalid(`${generated.length} columns come from the generator, ${names.length} are named`);
    return generated.map(({ sql, type }, at) => ({ name: names[at] ?? '', sql, type }));
  }
  const compiled = context.compile(value, scope);
  const [alias, other] = aliases;
  if (other !== undefined) throw sqlInvalid('only a generator has several names');
  if (alias !== undefined && !scope.aliases.has(alias.toLowerCase())) scope.aliases.set(alias.toLowerCase(), compiled);
  return [{ name: alias ?? compiled.name ?? 'unnamed', sql: compiled.sql, type: compiled.type }];
};

const star = (qualifier: readonly string[], except: readonly string[], scope: Scope): Item[] => {
  const [name] = qualifier.map((part) => part.toLowerCase());
  const all = scope.columns.filter((column) => (name === undefined ? !column.hidden : column.qualifier === name));
  if (all.length === 0) {
    const struct = qualifier.length > 0 ? scope.resolve(qualifier) : undefined;
    if (struct?.type.kind !== 'struct') throw sqlInvalid(`${qualifier.join('.')}.* names no relation`);
    return struct.type.fields.map((field) => ({
      name: field.name,
      sql: `struct_extract(${struct.sql}, '${field.name.replaceAll("'", "''")}')`,
      type: field.type,
    }));
  }
  const left = except.map((each) => each.toLowerCase());
  for (const each of left)
    if (!all.some((column) => column.name.toLowerCase() === each))
      throw sqlInvalid(`EXCEPT (${each}): there is no such column`);
  return all.filter((column) => !left.includes(column.name.toLowerCase()));
};

const uniqueNames = (items: readonly Item[]): CompiledQuery['columns'] => {
  const used = new Set<string>();
  return items.map(({ name, type }) => {
    let sqlName = name;
    for (let at = 2; used.has(sqlName.toLowerCase()); at++) sqlName = `${name}_${at}`;
    used.add(sqlName.toLowerCase());
    return { name, type, sqlName };
  });
};

const groupClause = (context: Context, group: Grouping | undefined, items: readonly Item[], scope: Scope): string => {
  if (!group) return '';
  if (group.all) return 'GROUP BY ALL';
  const of = (expression: Expression): string => groupValue(context, expression, items, scope).sql;
  switch (group.kind) {
    case 'ROLLUP':
    case 'CUBE':
      return `GROUP BY ${group.kind}(${group.items.map(of).join(', ')})`;
    case 'SETS':
      return `GROUP BY GROUPING SETS (${group.sets.map((set) => `(${set.map(of).join(', ')})`).join(', ')})`;
    default:
      return `GROUP BY ${group.items.map(of).join(', ')}`;
  }
};

/** A position in the list, a column, or an alias, in this order. */
const groupValue = (context: Context, expression: Expression, items: readonly Item[], scope: Scope): Typed | Item => {
  if (expression.kind === 'number' && /^\d+$/.test(expression.text)) {
    const item = items[Number(expression.text) - 1];
    if (!item) throw sqlInvalid(`GROUP BY ${expression.text}: there are ${items.length} items`);
    return item;
  }
  return context.compile(expression, scope);
};

/** ORDER BY sees the items' names first, then the relations' columns. */
const orderValue = (
  context: Context,
  { value }: SortItem,
  items: readonly Item[],
  scope: Scope,
  distinct: boolean,
): string => {
  if (value.kind === 'number' && /^\d+$/.test(value.text)) {
    const at = Number(value.text);
    if (at < 1 || at > items.length) throw sqlInvalid(`ORDER BY ${at}: there are ${items.length} items`);
    return String(at);
  }
  if (value.kind === 'column' && value.parts.length === 1) {
    const at = items.findIndex(({ name }) => name.toLowerCase() === value.parts[0]?.toLowerCase());
    if (at >= 0) return String(at + 1);
  }
  if (distinct) throw notPortable('ORDER BY of what SELECT DISTINCT does not list', 'the DISTINCT in a subquery');
  const named = new Scope(
    [
      ...items.map(({ name, sql, type }) => ({ name, sql, type })),
      ...scope.columns.filter(
        ({ name, qualifier }) => qualifier !== undefined || !items.some((item) => same(item.name, name)),
      ),
    ].filter(({ name }, at, all) => all.findIndex((other) => same(other.name, name)) === at || at >= items.length),
    scope.outer,
  );
  named.windows = scope.windows;
  const { hoist } = scope;
  const mark = hoist === undefined ? 0 : 'windows' in hoist ? hoist.windows.length : hoist.next;
  try {
    return context.compile(value, scope).sql;
  } catch {
    // What the failed try noted of windows does not count.
    if (hoist !== undefined && 'windows' in hoist) hoist.windows.length = mark;
    else if (hoist !== undefined) hoist.next = mark;
    return context.compile(value, named).sql;
  }
};

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
