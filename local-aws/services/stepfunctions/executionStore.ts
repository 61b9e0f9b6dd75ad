import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Cursor } from '../../asl/branch.ts';
import type { HistoryEvent, WrittenEvent } from '../../asl/history.ts';
import type { Database } from '../../store/database.ts';
import { HistoryFile } from './historyFile.ts';
import { parseEvents } from './historyText.ts';
import type { ExecutionRecord } from './records.ts';

const schema = `
CREATE TABLE IF NOT EXISTS states_executions (
  id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, map_run TEXT, status TEXT NOT NULL,
  started INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS states_executions_machine ON states_executions (machine, started) WHERE map_run IS NULL;
CREATE INDEX IF NOT EXISTS states_executions_map_run ON states_executions (map_run, id) WHERE map_run IS NOT NULL;
CREATE INDEX IF NOT EXISTS states_executions_running ON states_executions (id) WHERE status = 'RUNNING';
CREATE TABLE IF NOT EXISTS states_history (
  execution INTEGER NOT NULL, first INTEGER NOT NULL, place INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY (execution, first)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS states_cursors (
  execution INTEGER NOT NULL, branch INTEGER NOT NULL, cursor TEXT NOT NULL, PRIMARY KEY (execution, branch)) WITHOUT ROWID;
`;

export interface ExecutionQuery {
  machineArn?: string | undefined;
  mapRunArn?: string | undefined;
  status?: string | undefined;
  /** Row number of the last one that the caller has. */
  before?: number | undefined;
  limit: number;
}

/** Executions, their histories and their cursors on disk. Histories are kept in chunks: a row an event would be most of the work. */
export class ExecutionStore {
  readonly #database: Database;
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #history: HistoryFile;
  #lastId: number;

  /** `historyPath` is the file that holds the events; the database holds everything else. */
  constructor(database: Database, historyPath: string) {
    this.#database = database;
    this.#history = new HistoryFile(historyPath);
    this.#sqlite = database.sqlite;
    this.#sqlite.exec(schema);
    this.#lastId = Number(this.#prepare('SELECT coalesce(max(id), 0) AS id FROM states_executions').get()?.id);
  }

  nextId(): number {
    return ++this.#lastId;
  }

  transaction<T>(action: () => T): T {
    return this.#database.transaction(action);
  }

  put(record: ExecutionRecord): void {
    this.#prepare(
      'INSERT INTO states_executions VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET status = excluded.status, record = excluded.record',
    ).run(
      record.id,
      record.arn,
      record.machineArn,
      record.child?.mapRunArn ?? null,
      record.status,
      record.startedAt,
      JSON.stringify(record),
    );
  }

  get(arn: string): ExecutionRecord | undefined {
    return recordOf(this.#prepare('SELECT record FROM states_executions WHERE arn = ?').get(arn));
  }

  running(): ExecutionRecord[] {
    return this.#prepare("SELECT record FROM states_executions WHERE status = 'RUNNING' ORDER BY id")
      .all()
      .flatMap((row) => recordOf(row) ?? []);
  }

  /** Newest first, as the service lists them. */
  list({ machineArn, mapRunArn, status, before, limit }: ExecutionQuery): ExecutionRecord[] {
    const owner = mapRunArn === undefined ? 'map_run IS NULL AND machine = ?' : 'map_run = ?';
    const wanted = status ?? null;
    return this.#prepare(
      `SELECT record FROM states_executions WHERE ${owner} AND (? IS NULL OR status = ?) AND id < ? ORDER BY id DESC LIMIT ?`,
    )
      .all(mapRunArn ?? machineArn ?? '', wanted, wanted, before ?? Number.MAX_SAFE_INTEGER, limit)
      .flatMap((row) => recordOf(row) ?? []);
  }

  /** Events of several executions, each in order and without a gap. */
  addEvents(all: readonly { id: number; events: readonly WrittenEvent[] }[]): void {
    if (all.length === 0) return;
    const insert = this.#prepare('INSERT OR REPLACE INTO states_history VALUES (?, ?, ?, ?)');
    const extents = this.#history.append(all.map(({ events }) => events));
    for (const [index, { id, events }] of all.entries()) {
      const extent = extents[index];
      if (extent) insert.run(id, events[0]?.id ?? 0, extent.offset, extent.length);
    }
  }

  /** Events from the one with that id on, in order; reads no more chunks than it needs. */
  *events(id: number, from = 1): Generator<HistoryEvent> {
    const rows = this.#prepare(
      `SELECT first, place, length FROM states_history WHERE execution = ? AND first >=
       coalesce((SELECT max(first) FROM states_history WHERE execution = ? AND first <= ?), 0) ORDER BY first`,
    ).iterate(id, id, from);
    for (const row of rows) {
      for (const event of this.#chunk(row)) if (event.id >= from) yield event;
    }
  }

  /** Events from the one with that id down to the first. */
  *eventsBackward(id: number, from = Number.MAX_SAFE_INTEGER): Generator<HistoryEvent> {
    const rows = this.#prepare(
      'SELECT first, place, length FROM states_history WHERE execution = ? AND first <= ? ORDER BY first DESC',
    ).iterate(id, from);
    for (const row of rows) {
      for (const event of this.#chunk(row).reverse()) if (event.id <= from) yield event;
    }
  }

  /** Id of the last event on disk; 0 for none. */
  lastEventId(id: number): number {
    for (const event of this.eventsBackward(id)) return event.id;
    return 0;
  }

  putCursor(id: number, branch: number, cursor: Cursor): void {
    this.#prepare('INSERT OR REPLACE INTO states_cursors VALUES (?, ?, ?)').run(id, branch, JSON.stringify(cursor));
  }

  dropCursor(id: number, branch: number): void {
    this.#prepare('DELETE FROM states_cursors WHERE execution = ? AND branch = ?').run(id, branch);
  }

  dropCursors(id: number): void {
    this.#prepare('DELETE FROM states_cursors WHERE execution = ?').run(id);
  }

  cursors(id: number): Map<number, Cursor> {
    const rows = this.#prepare('SELECT branch, cursor FROM states_cursors WHERE execution = ?').all(id);
    return new Map(rows.map((row) => [Number(row.branch), JSON.parse(String(row.cursor)) as Cursor]));
  }

  #chunk(row: Record<string, unknown>): HistoryEvent[] {
    const extent = { offset: Number(row.place), length: Number(row.length) };
    return parseEvents(this.#history.read(extent), Number(row.first));
  }

  close(): void {
    this.#history.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#sqlite.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

const recordOf = (row: unknown): ExecutionRecord | undefined =>
  row === undefined ? undefined : (JSON.parse((row as { record: string }).record) as ExecutionRecord);
