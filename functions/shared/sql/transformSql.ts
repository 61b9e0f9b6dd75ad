import type { TableSpec } from '../contracts/pipeline.ts';
import { type Column, columnsOf, identifier, list } from './names.ts';

/** A cleaned table and what was taken out of it. */
export interface TransformSql {
  /** The table's own statement, to be the view `<table>_checked`. */
  view: { name: string; sql: string; keep: true };
  /** Good rows: the declared columns. */
  clean: { sql: string; columns: Column[] };
  /** Bad rows: the declared columns and `quarantine_reason`. */
  quarantine: { sql: string; columns: Column[] };
}

/**
 * Splits what a table's SQL answers into clean rows and quarantine. Clean rows are to be made a view of the table's name before the
 * next table's SQL runs.
 *
 * @param table the table's name
 * @param spec its part of the spec
 * @param sql the text of `spec.sql`
 */
export const transformSql = (table: string, spec: TableSpec, sql: string): TransformSql => {
  const columns = columnsOf(spec.columns);
  const checked = `${table}_checked`;
  return {
    view: { name: checked, sql, keep: true },
    clean: {
      sql: `SELECT ${list(columns)}\nFROM ${identifier(checked)}\nWHERE quarantine_reason IS NULL`,
      columns,
    },
    quarantine: {
      sql: `SELECT ${list(columns)}, quarantine_reason\nFROM ${identifier(checked)}\nWHERE quarantine_reason IS NOT NULL`,
      columns: [...columns, { name: 'quarantine_reason', type: 'STRING' }],
    },
  };
};
