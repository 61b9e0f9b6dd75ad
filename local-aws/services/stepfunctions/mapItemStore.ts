import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Database } from '../../store/database.ts';

const schema = `CREATE TABLE IF NOT EXISTS states_map_items (
  map_run INTEGER NOT NULL, child INTEGER NOT NULL, status TEXT NOT NULL, output TEXT, PRIMARY KEY (map_run, child)) WITHOUT ROWID`;

export interface MapItemRow {
  /** Place of the child execution in its map run. */
  child: number;
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** What goes into the result, where it is needed. */
  output: string | null;
}

/** Outcomes of a map run's child executions: what a restart knows to be done, and what a ResultWriter writes. */
export class MapItemStore {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: Database) {
    this.#sqlite = database.sqlite;
    this.#sqlite.exec(schema);
  }

  put(mapRun: number, row: MapItemRow): void {
    this.#prepare('INSERT OR REPLACE INTO states_map_items VALUES (?, ?, ?, ?)').run(
      mapRun,
      row.child,
      row.status,
      row.output,
    );
  }

  /** Rows of that status, in order of their children, without holding them all. */
  *rows(mapRun: number, status: MapItemRow['status']): Generator<MapItemRow> {
    const sql =
      'SELECT child, status, output FROM states_map_items WHERE map_run = ? AND status = ? AND child > ? ORDER BY child LIMIT 1000';
    for (let after = -1; ; ) {
      const rows = this.#prepare(sql).all(mapRun, status, after) as unknown as MapItemRow[];
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.child;
    }
  }

  /** Children that have ended. */
  done(mapRun: number): Set<number> {
    const rows = this.#prepare('SELECT child FROM states_map_items WHERE map_run = ?').all(mapRun);
    return new Set(rows.map(({ child }) => Number(child)));
  }

  /** Takes back what did not succeed, for a redrive. */
  forgetFailures(mapRun: number): void {
    this.#prepare("DELETE FROM states_map_items WHERE map_run = ? AND status <> 'SUCCEEDED'").run(mapRun);
  }

  drop(mapRun: number): void {
    this.#prepare('DELETE FROM states_map_items WHERE map_run = ?').run(mapRun);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#sqlite.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
