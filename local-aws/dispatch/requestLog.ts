import type { Database } from '../store/database.ts';

/** One call, over HTTP or from within, as it ended. */
export interface RequestRecord {
  requestId: string;
  /** ms since the epoch, by the laptop's clock */
  time: number;
  service: string;
  operation: string;
  /** ARN of the caller, and of the role behind it. */
  caller: string;
  roleArn?: string;
  /** IAM actions and the resources they were asked for, one string each: `s3:GetObject arn:aws:s3:::b/k`. */
  access: string[];
  /** `ok` or the error's name. */
  outcome: string;
  message?: string;
  durationMs: number;
  /** The injected fault that met the call, as its rule was written. */
  fault?: string;
}

const KEPT_IN_MEMORY = 50_000;
const FLUSH_AT = 256;
const KEPT_IN_DATABASE = 500_000;

/** Every call: the newest in memory, many more in the database. `nightjar iam` and the tests read it. */
export class RequestLog {
  readonly #database: Database;
  #ring: RequestRecord[] = [];
  #unwritten: RequestRecord[] = [];
  readonly #insert;

  constructor(database: Database) {
    this.#database = database;
    database.sqlite.exec(
      'CREATE TABLE IF NOT EXISTS request_log (number INTEGER PRIMARY KEY, time INTEGER NOT NULL, service TEXT NOT NULL, operation TEXT NOT NULL, outcome TEXT NOT NULL, record TEXT NOT NULL)',
    );
    database.sqlite
      .prepare('DELETE FROM request_log WHERE number <= (SELECT max(number) FROM request_log) - ?')
      .run(KEPT_IN_DATABASE);
    this.#insert = database.sqlite.prepare(
      'INSERT INTO request_log (time, service, operation, outcome, record) VALUES (?, ?, ?, ?, ?)',
    );
  }

  add(record: RequestRecord): void {
    this.#ring.push(record);
    if (this.#ring.length > 1.25 * KEPT_IN_MEMORY) this.#ring = this.#ring.slice(-KEPT_IN_MEMORY);
    this.#unwritten.push(record);
    if (this.#unwritten.length >= FLUSH_AT) this.flush();
  }

  /** Writes what is not yet in the database. */
  flush(): void {
    const records = this.#unwritten;
    this.#unwritten = [];
    if (records.length === 0) return;
    this.#database.transaction(() => {
      for (const record of records) {
        this.#insert.run(record.time, record.service, record.operation, record.outcome, JSON.stringify(record));
      }
    });
  }

  /** The calls of this process, oldest first. */
  recent(filter: { service?: string; operation?: string; since?: number } = {}): RequestRecord[] {
    return this.#ring.filter(
      (record) =>
        (filter.service === undefined || record.service === filter.service) &&
        (filter.operation === undefined || record.operation === filter.operation) &&
        (filter.since === undefined || record.time >= filter.since),
    );
  }

  /** All calls since a moment, earlier processes' too. */
  all(since = 0): RequestRecord[] {
    this.flush();
    return this.#database.sqlite
      .prepare('SELECT record FROM request_log WHERE time >= ? ORDER BY number')
      .all(since)
      .map((row) => JSON.parse(String(row.record)) as RequestRecord);
  }

  clear(): void {
    this.#ring = [];
    this.#unwritten = [];
    this.#database.sqlite.exec('DELETE FROM request_log');
  }
}
