import type { SQLInputValue } from 'node:sqlite';
import type { Database } from '../../store/database.ts';
import type { StoredEvent } from './records.ts';

/** Where a reader is: events are in order of their timestamp, then of their arrival. */
export interface Position {
  timestamp: number;
  id: number;
}

export interface EventQuery {
  group: string;
  streams?: readonly string[] | undefined;
  streamPrefix?: string | undefined;
  /** First timestamp to take and first one not to take, in ms since the epoch. */
  from?: number | undefined;
  to?: number | undefined;
  after?: Position | undefined;
  before?: Position | undefined;
  newestFirst?: boolean | undefined;
  limit: number;
}

/** Log events in a table of their own: they are many, and are read by time. */
export class EventStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.sqlite.exec(`
      CREATE TABLE IF NOT EXISTS logs_events (
        id INTEGER PRIMARY KEY AUTOINCREMENT, log_group TEXT NOT NULL, stream TEXT NOT NULL,
        timestamp INTEGER NOT NULL, ingestion_time INTEGER NOT NULL, message TEXT NOT NULL
      );
      CREATE INDEX IF NOT EXISTS logs_events_by_time ON logs_events (log_group, timestamp, id);
      CREATE INDEX IF NOT EXISTS logs_events_by_stream ON logs_events (log_group, stream, timestamp, id);
    `);
  }

  append(group: string, stream: string, events: readonly { timestamp: number; message: string }[], now: number): void {
    const insert = this.#database.sqlite.prepare(
      'INSERT INTO logs_events (log_group, stream, timestamp, ingestion_time, message) VALUES (?, ?, ?, ?, ?)',
    );
    this.#database.transaction(() => {
      for (const { timestamp, message } of events) insert.run(group, stream, timestamp, now, message);
    });
  }

  read(query: EventQuery): StoredEvent[] {
    const [conditions, values] = where(query);
    const order = query.newestFirst ? 'DESC' : 'ASC';
    return this.#database.sqlite
      .prepare(
        `SELECT id, stream, timestamp, ingestion_time AS ingestionTime, message FROM logs_events WHERE ${conditions.join(' AND ')} ORDER BY timestamp ${order}, id ${order} LIMIT ?`,
      )
      .all(...values, query.limit) as unknown as StoredEvent[];
  }

  remove(group: string, options: { stream?: string; before?: number } = {}): void {
    const conditions = ['log_group = ?'];
    const values: SQLInputValue[] = [group];
    if (options.stream !== undefined) {
      conditions.push('stream = ?');
      values.push(options.stream);
    }
    if (options.before !== undefined) {
      conditions.push('timestamp < ?');
      values.push(options.before);
    }
    this.#database.sqlite.prepare(`DELETE FROM logs_events WHERE ${conditions.join(' AND ')}`).run(...values);
  }
}

function where(query: EventQuery): [string[], SQLInputValue[]] {
  const conditions = ['log_group = ?'];
  const values: SQLInputValue[] = [query.group];
  const add = (condition: string, ...bound: SQLInputValue[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (query.streams) add(`stream IN (${query.streams.map(() => '?').join(', ')})`, ...query.streams);
  if (query.streamPrefix !== undefined) add('substr(stream, 1, ?) = ?', query.streamPrefix.length, query.streamPrefix);
  if (query.from !== undefined) add('timestamp >= ?', query.from);
  if (query.to !== undefined) add('timestamp < ?', query.to);
  if (query.after) add('(timestamp, id) > (?, ?)', query.after.timestamp, query.after.id);
  if (query.before) add('(timestamp, id) < (?, ?)', query.before.timestamp, query.before.id);
  return [conditions, values];
}
