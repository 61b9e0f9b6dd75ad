import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifier } from '../sql/duckdb/quote.ts';
import { toDuckDB } from '../sql/interim/sparkToDuckdb.mjs';
import type { QualitySession } from './session.ts';
import type { SparkSql } from './sparkSql.ts';

/** Rules' SQL by way of engines/sql, on one of its sessions. */
export const openSparkSql = async (session: QualitySession): Promise<SparkSql> => {
  await session.run(readFileSync(join(import.meta.dirname, '..', 'sql', 'interim', 'spark-semantics.sql'), 'utf8'));
  const names = new Set<string>();
  return {
    declare: (name) => {
      names.add(name.toLowerCase());
    },
    compile: async (spark) => {
      const sql = toDuckDB(spark)
        .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
        .map((part: string, index: number) =>
          index % 2 === 1
            ? part
            : part.replace(/\w+/g, (word) => (names.has(word.toLowerCase()) ? identifier(word) : word)),
        )
        .join('');
      const rows = await session.rows(`DESCRIBE ${sql}`);
      return { sql, columns: rows.map(([name]) => String(name)) };
    },
  };
};
