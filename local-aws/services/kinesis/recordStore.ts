import type { Database } from '../../store/database.ts';

export interface NewRecord {
  partitionKey: string;
  data: Uint8Array;
}

export interface StoredRecord extends NewRecord {
  sequence: number;
  /** ms since the epoch */
  at: number;
}

type Statement = ReturnType<Database['sqlite']['prepare']>;

/** Records in a table of their own, by stream, shard and sequence number. */
export class RecordStore {
  readonly #insert: Statement;
  readonly #read: Statement;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.sqlite.exec(`
      CREATE TABLE IF NOT EXISTS kinesis_records (
        stream TEXT NOT NULL, shard TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
        partition_key TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (stream, shard, sequence)
      ) WITHOUT ROWID;
    `);
    this.#insert = database.sqlite.prepare('INSERT INTO kinesis_records VALUES (?, ?, ?, ?, ?, ?)');
    this.#read = database.sqlite.prepare(
      'SELECT sequence, at, partition_key AS partitionKey, data FROM kinesis_records WHERE stream = ? AND shard = ? AND sequence > ? AND at >= ? ORDER BY sequence LIMIT ?',
    );
  }

  /** Within a transaction of the caller's. */
  add(stream: string, shard: string, sequence: number, at: number, record: NewRecord): void {
    this.#insert.run(stream, shard, sequence, at, record.partitionKey, record.data);
  }

  /** Records after a sequence number, in order, none older than `from`. */
  read(stream: string, shard: string, after: number, from: number, limit: number): StoredRecord[] {
    return this.#read.all(stream, shard, after, from, limit) as unknown as StoredRecord[];
  }

  lastSequence(stream: string): number {
    const row = this.#database.sqlite
      .prepare('SELECT max(sequence) AS last FROM kinesis_records WHERE stream = ?')
      .get(stream);
    return Number(row?.last ?? 0);
  }

  /** The last record of a shard before a time: where reading from that time on begins. */
  lastBefore(stream: string, shard: string, at: number): number {
    const row = this.#database.sqlite
      .prepare('SELECT max(sequence) AS last FROM kinesis_records WHERE stream = ? AND shard = ? AND at < ?')
      .get(stream, shard, at);
    return Number(row?.last ?? 0);
  }

  /** When the newest record of a shard came, in ms since the epoch. */
  newestAt(stream: string, shard: string): number | undefined {
    const row = this.#database.sqlite
      .prepare('SELECT at FROM kinesis_records WHERE stream = ? AND shard = ? ORDER BY sequence DESC LIMIT 1')
      .get(stream, shard);
    return row === undefined ? undefined : Number(row.at);
  }

  remove(stream: string, before = Number.MAX_SAFE_INTEGER): void {
    this.#database.sqlite.prepare('DELETE FROM kinesis_records WHERE stream = ? AND at < ?').run(stream, before);
  }
}
