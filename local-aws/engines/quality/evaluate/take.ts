import type { SparkSql } from '../sparkSql.ts';
import type { Filters } from './filters.ts';
import type { Groups, Measure, Measured } from './measure.ts';

interface Source {
  filters: Filters;
  rows(sql: string): Promise<unknown[][]>;
  sql: SparkSql;
}

/** Takes all measures, in as few passes over the table as there are: one for all aggregates, one for each set of grouping columns. */
export const takeMeasures = async (measures: readonly Measure[], source: Source): Promise<Map<string, Measured>> => {
  const taken = new Map<string, Measured>();
  const open: Measure[] = [];
  for (const measure of measures) {
    if (taken.has(measure.id)) continue;
    const reason =
      source.filters.problem(measure.where) === undefined ? measure.problem : 'The provided where clause is invalid';
    if (reason !== undefined) taken.set(measure.id, { kind: 'failed', reason });
    else if (measure.work.kind === 'known') taken.set(measure.id, { kind: 'value', value: measure.work.value });
    else if (!open.some(({ id }) => id === measure.id)) open.push(measure);
  }
  await scan(open, source, taken);
  await group(open, source, taken);
  for (const measure of open)
    if (measure.work.kind === 'query') taken.set(measure.id, await query(measure.work.statement, source));
  // In the order in which they were asked for: of two with one name, the later stands in a run's metrics.
  return new Map(measures.map(({ id }) => [id, taken.get(id) ?? { kind: 'empty' }]));
};

const measured = (value: number | undefined): Measured =>
  value === undefined ? { kind: 'empty' } : { kind: 'value', value };

const number = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

const scan = async (measures: readonly Measure[], source: Source, taken: Map<string, Measured>): Promise<void> => {
  const work = measures.flatMap((measure) => {
    if (measure.work.kind !== 'scan') return [];
    return [{ measure, work: measure.work, aggregates: measure.work.aggregates(source.filters.of(measure.where)) }];
  });
  if (work.length === 0) return;
  const run = async (items: typeof work): Promise<void> => {
    const [row = []] = await source.rows(
      `SELECT ${items.flatMap(({ aggregates }) => aggregates).join(', ')} FROM ${source.filters.relation}`,
    );
    let at = 0;
    for (const item of items) {
      const values = row.slice(at, at + item.aggregates.length).map(number);
      at += item.aggregates.length;
      taken.set(item.measure.id, measured(item.work.result(values)));
    }
  };
  try {
    await run(work);
  } catch {
    // One of them cannot be computed: each by itself, so that the others are, and the one says why.
    for (const item of work)
      await run([item]).catch((error: Error) => taken.set(item.measure.id, { kind: 'failed', reason: error.message }));
  }
};

const group = async (measures: readonly Measure[], source: Source, taken: Map<string, Measured>): Promise<void> => {
  const byQuery = new Map<string, Measure[]>();
  for (const measure of measures) {
    const { work } = measure;
    const { flag } = source.filters.of(measure.where);
    if (work.kind === 'bins') add(byQuery, binsQuery(work.column, flag, source.filters.relation), measure);
    if (work.kind === 'groups') add(byQuery, groupsQuery(work.columns, flag, source.filters.relation), measure);
  }
  const work = [...byQuery];
  if (work.length === 0) return;
  const results = await source.rows(
    `${work.map(([sql], index) => `SELECT ${index} AS place, * FROM (${sql})`).join(' UNION ALL ')} ORDER BY place`,
  );
  for (const [index, [, sharing]] of work.entries()) {
    const [, rows, distinct, single, entropy] = results[index] ?? [];
    const groups: Groups = {
      rows: Number(rows),
      distinct: Number(distinct),
      single: number(single),
      entropy: number(entropy),
    };
    for (const { id, work: kind } of sharing) {
      if (kind.kind === 'groups') taken.set(id, measured(kind.result(groups)));
      if (kind.kind === 'bins') taken.set(id, { kind: 'value', value: groups.distinct });
    }
  }
};

const add = (queries: Map<string, Measure[]>, sql: string, measure: Measure): void => {
  queries.set(sql, [...(queries.get(sql) ?? []), measure]);
};

const binsQuery = (column: string, flag: string | undefined, relation: string): string =>
  `SELECT NULL::DOUBLE AS n, CAST(count(*) AS DOUBLE) AS d, NULL::DOUBLE AS s, NULL::DOUBLE AS e FROM (SELECT 1 FROM ${relation} ${flag ? `WHERE ${flag}` : ''} GROUP BY ${column})`;

const groupsQuery = (columns: readonly string[], flag: string | undefined, relation: string): string => {
  const some = columns.map((column) => `${column} IS NOT NULL`).join(' OR ');
  const counts = `SELECT CAST(count(*) AS DOUBLE) AS c FROM ${relation} WHERE (${some})${flag ? ` AND ${flag}` : ''} GROUP BY ${columns.join(', ')}`;
  return `SELECT max(n) AS n, CAST(count(*) AS DOUBLE) AS d, CAST(sum(CASE WHEN c = 1 THEN 1 ELSE 0 END) AS DOUBLE) AS s, sum(-p * system.main.ln(p)) AS e FROM (SELECT c, n, system.main."/"(c, n) AS p FROM (SELECT c, sum(c) OVER () AS n FROM (${counts})))`;
};

/** A query of one row and one column; NULL and text that is no number count as 0. */
const query = async (statement: string, source: Source): Promise<Measured> => {
  try {
    const { sql, columns } = await source.sql.compile(statement);
    if (columns.length !== 1) return { kind: 'failed', reason: 'Custom SQL did not return exactly 1 column' };
    const rows = await source.rows(`SELECT TRY_CAST(COLUMNS(*) AS DOUBLE) FROM (${sql}) LIMIT 2`);
    if (rows.length !== 1) return { kind: 'failed', reason: 'Custom SQL did not return exactly 1 row' };
    return { kind: 'value', value: number(rows[0]?.[0]) ?? 0 };
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message };
  }
};
