import type { SparkSql } from '../sparkSql.ts';
import type { Filter } from './measure.ts';

/** The primary table with a flag a row for each where clause, so that one pass serves rules with different clauses. */
export interface Filters {
  /** What stands after FROM. */
  relation: string;
  of(where: string | undefined): Filter;
  /** Why a where clause cannot be used. */
  problem(where: string | undefined): string | undefined;
}

const UNFILTERED: Filter = { selected: (value) => value, count: 'count(*)', flag: undefined };

export const filters = async (relation: string, clauses: readonly string[], sql: SparkSql): Promise<Filters> => {
  const problems = new Map<string, string>();
  const flags = new Map<string, string>();
  for (const where of clauses) {
    try {
      await sql.compile(`SELECT count(*) AS n FROM primary WHERE (${where})`);
      flags.set(where, `"where ${flags.size}"`);
    } catch (error) {
      problems.set(where, (error as Error).message);
    }
  }
  let from = relation;
  if (flags.size > 0) {
    const columns = [...flags].map(([where], index) => `(${where}) AS where_${index}`);
    const { sql: query } = await sql.compile(`SELECT *, ${columns.join(', ')} FROM primary`);
    const renamed = [...flags.values()].map((flag, index) => `where_${index} AS ${flag}`);
    from = `(SELECT * RENAME (${renamed.join(', ')}) FROM (${query}))`;
  }
  return {
    relation: from,
    problem: (where) => (where === undefined ? undefined : problems.get(where)),
    of: (where) => {
      const flag = where === undefined ? undefined : flags.get(where);
      if (flag === undefined) return UNFILTERED;
      return {
        selected: (value) => `CASE WHEN ${flag} THEN ${value} END`,
        count: `sum(CAST(${flag} AS BIGINT))`,
        flag,
      };
    },
  };
};
