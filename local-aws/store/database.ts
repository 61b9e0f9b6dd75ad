import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Raised with every change of a table's columns or of what a document means. */
const schemaVersion = 2;

/** Durable JSON documents by name, in one SQLite file: what the laptop's AWS remembers over a restart. */
export interface Table<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  /** Whether there was something to delete. */
  delete(key: string): boolean;
  /** In order of the keys' bytes. */
  list(options?: { prefix?: string; after?: string; limit?: number }): { key: string; value: T }[];
  clear(): void;
}

/** The file and its tables. A write is on disk when the call returns, as far as the process goes: it survives `kill -9`, not a power cut. */
export class Database {
  /** For modules that need columns of their own; everything else uses `table`. */
  readonly sqlite: DatabaseSync;
  #tables = new Map<string, Table<unknown>>();
  #depth = 0;

  /** `path` may be `:memory:`. Throws when the file cannot be opened. */
  constructor(path: string) {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.sqlite = new DatabaseSync(path);
    this.#checkVersion(path);
    this.sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
    this.sqlite.exec(
      'CREATE TABLE IF NOT EXISTS documents (name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID',
    );
  }

  /** A file of another shape is refused by name, before anything of it is misread. */
  #checkVersion(path: string): void {
    const found = Number(this.sqlite.prepare('PRAGMA user_version').get()?.user_version);
    const empty = this.sqlite.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;
    if (!empty && found !== schemaVersion) {
      this.sqlite.close();
      throw new Error(
        `${path} was written by another version of local-aws (its shape is ${found}, this one's ${schemaVersion}): remove its folder and deploy again`,
      );
    }
    this.sqlite.exec(`PRAGMA user_version = ${schemaVersion}`);
  }

  /** The documents of that name, such as `glue.job-runs`. */
  table<T>(name: string): Table<T> {
    const known = this.#tables.get(name) ?? this.#open(name);
    this.#tables.set(name, known);
    return known as Table<T>;
  }

  /** All of `action`'s writes or none; may be nested, the outermost commits. `action` is synchronous. */
  transaction<T>(action: () => T): T {
    if (this.#depth > 0) return action();
    this.#depth++;
    this.sqlite.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.sqlite.exec('COMMIT');
      return result;
    } catch (error) {
      this.sqlite.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.sqlite.close();
  }

  #open(name: string): Table<unknown> {
    const statements = new Map<string, StatementSync>();
    const prepare = (sql: string): StatementSync => {
      const known = statements.get(sql) ?? this.sqlite.prepare(sql);
      statements.set(sql, known);
      return known;
    };
    const parse = (row: unknown) => JSON.parse((row as { value: string }).value) as unknown;
    return {
      get: (key) => {
        const row = prepare('SELECT value FROM documents WHERE name = ? AND key = ?').get(name, key);
        return row && parse(row);
      },
      put: (key, value) => {
        prepare('INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
          name,
          key,
          JSON.stringify(value),
        );
      },
      delete: (key) => prepare('DELETE FROM documents WHERE name = ? AND key = ?').run(name, key).changes > 0,
      list: ({ prefix = '', after = '', limit = -1 } = {}) =>
        prepare(
          'SELECT key, value FROM documents WHERE name = ? AND key >= ? AND key > ? AND substr(key, 1, ?) = ? ORDER BY key LIMIT ?',
        )
          .all(name, prefix, after, prefix.length, prefix, limit)
          .map((row) => ({ key: String(row.key), value: parse(row) })),
      clear: () => {
        prepare('DELETE FROM documents WHERE name = ?').run(name);
      },
    };
  }
}
