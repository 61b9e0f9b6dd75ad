import type { Context } from '../compile/context.ts';
import { sqlInvalid } from '../compile/failure.ts';
import { boolean } from '../compile/operators.ts';
import type { Scope } from '../compile/scope.ts';
import type { Typed } from '../compile/typed.ts';
import { windowSql } from '../compile/windows.ts';
import { notPortable } from '../errors.ts';
import type { Call, SortItem } from '../syntax/ast.ts';
import { aggregates } from './aggregates.ts';
import { arrays } from './arrays.ts';
import { bits } from './bits.ts';
import { conditionals } from './conditionals.ts';
import { dates } from './dates.ts';
import type { Aggregate, Entry } from './entry.ts';
import { hashes } from './hashes.ts';
import { json } from './json.ts';
import { lambdas } from './lambdas.ts';
import { maps } from './maps.ts';
import { mathematics } from './mathematics.ts';
import { instead } from './refused.ts';
import { statistics } from './statistics.ts';
import { structs } from './structs.ts';
import { texts } from './texts.ts';
import { timestamps } from './timestamps.ts';
import { windows } from './windows.ts';

/** Every function that is proven, by its lower-case name. */
export const functions: ReadonlyMap<string, Entry> = new Map(
  [
    aggregates,
    statistics,
    windows,
    conditionals,
    mathematics,
    bits,
    texts,
    hashes,
    dates,
    timestamps,
    arrays,
    lambdas,
    maps,
    structs,
    json,
  ].flatMap((entries) => Object.entries(entries)),
);

/** Compiles a function call. Throws `NotPortable` for a function that is not in the tables. */
export const compileCall = (context: Context, call: Call, scope: Scope): Typed => {
  const entry = functions.get(call.name);
  if (!entry) throw notPortable(`the function ${call.name}`, instead(call.name));
  if (entry.kind === 'special') {
    plain(call);
    return entry.of(context, call, scope);
  }
  const star = call.name === 'count' && call.arguments[0]?.value.kind === 'star';
  const args = star ? [] : call.arguments.map(({ value }) => context.compile(value, scope));
  const count = call.arguments.length;
  if (count < entry.min || count > entry.max)
    throw sqlInvalid(
      `${call.name} takes ${entry.min === entry.max ? entry.min : `${entry.min} to ${entry.max}`} arguments, not ${count}`,
    );
  if (entry.kind === 'scalar') {
    plain(call);
    return entry.of(args, call.name);
  }
  if (entry.kind === 'window') checkFrame(call, scope);
  if (entry.kind === 'window' && !call.over) throw sqlInvalid(`${call.name} needs OVER (…)`);
  if (call.distinct && !(entry.kind === 'aggregate' && entry.distinct))
    throw notPortable(`${call.name}(DISTINCT …)`, 'the DISTINCT in a subquery');
  const within = (call.within ?? []).map((item) => withinItem(context, call, item, scope));
  return entry.of([...args, ...within], builder(context, call, scope), call);
};

/** A window's text at the first compilation of a SELECT; at the second, the column that holds it. */
const hoisted = (scope: Scope, sql: string): string => {
  const { hoist } = scope;
  if (hoist === undefined) return sql;
  if ('windows' in hoist) {
    hoist.windows.push(sql);
    return sql;
  }
  return hoist.columns[hoist.next++] ?? sql;
};

/** Ranks, and the rows before and after, have a frame of their own. */
const checkFrame = (call: Call, scope: Scope): void => {
  const window = typeof call.over === 'string' ? scope.windows.get(call.over.toLowerCase()) : call.over;
  if (window?.frame && call.name !== 'nth_value') throw sqlInvalid(`${call.name} takes no frame`);
};

/** What an ordered-set aggregate orders by. */
const withinItem = (context: Context, call: Call, { value, descending }: SortItem, scope: Scope): Typed => {
  if (descending) throw notPortable(`${call.name} WITHIN GROUP (… DESC)`, 'the ascending order and 1 - p');
  return context.compile(value, scope);
};

const plain = (call: Call): void => {
  if (call.distinct || call.filter || call.over || call.within || call.nulls)
    throw sqlInvalid(`${call.name} is no aggregate: it takes no DISTINCT, FILTER, OVER, WITHIN GROUP or IGNORE NULLS`);
};

const builder = (context: Context, call: Call, scope: Scope): Aggregate => {
  const condition = call.filter && boolean(context.compile(call.filter, scope), 'FILTER').sql;
  const filter = condition ? ` FILTER (WHERE ${condition})` : '';
  // DuckDB computes the arguments of all rows, of those that the filter leaves out too: what would fail there must not.
  const guarded = (sql: string) =>
    condition && sql !== '*' && /\(/.test(sql) ? `CASE WHEN ${condition} THEN ${sql} END` : sql;
  const over = call.over ? ` OVER ${windowSql(context, call.over, scope)}` : '';
  if (call.distinct && call.over) throw sqlInvalid(`${call.name}(DISTINCT …) has no OVER`);
  if (!call.over) scope.aggregated = true;
  return (name, args, options = {}) => {
    const sql = `${name}(${call.distinct ? 'DISTINCT ' : ''}${args.map((each, at) => (at === 0 ? guarded(each) : each)).join(', ')}${options.order ?? ''}${options.nulls ?? ''})${filter}${over}`;
    return call.over ? hoisted(scope, sql) : sql;
  };
};
