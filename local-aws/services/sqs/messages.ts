import type { SQLInputValue } from 'node:sqlite';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Database } from '../../store/database.ts';

/** A message on its way into a queue. */
export interface NewMessage {
  id: string;
  body: string;
  attributes: Record<string, MessageAttributeValue>;
  traceHeader?: string | undefined;
  senderId: string;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
  /** ms since the epoch */
  sentAt: number;
  visibleAt: number;
  /** The queue it was moved from when it could not be processed there. */
  deadLetterSource?: string | undefined;
}

export interface StoredMessage extends NewMessage {
  sequence: number;
  queue: string;
  receiveCount: number;
  firstReceivedAt: number | null;
  /** The handle of the last receive. */
  receipt: string | null;
}

interface Row {
  sequence: number;
  queue: string;
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | null;
  receipt: string | null;
  content: string;
}

const columns =
  'sequence, queue, sent_at AS sentAt, visible_at AS visibleAt, receive_count AS receiveCount, first_received_at AS firstReceivedAt, receipt, content';

/** The messages of all queues, in a table of their own: receiving asks for them by time and order. */
export class Messages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.sqlite.exec(`
      CREATE TABLE IF NOT EXISTS sqs_messages (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, group_id TEXT, sent_at INTEGER NOT NULL,
        visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL, first_received_at INTEGER, receipt TEXT, content TEXT NOT NULL
      );
      CREATE INDEX IF NOT EXISTS sqs_messages_by_queue ON sqs_messages (queue, sequence);
      CREATE TABLE IF NOT EXISTS sqs_deduplication (
        queue TEXT NOT NULL, scope TEXT NOT NULL, deduplication_id TEXT NOT NULL, message_id TEXT NOT NULL,
        sequence INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (queue, scope, deduplication_id)
      ) WITHOUT ROWID;
    `);
  }

  /** Answers the message's sequence number. */
  add(queue: string, message: NewMessage, receiveCount = 0): number {
    const { sentAt, visibleAt, ...content } = message;
    const result = this.#run(
      'INSERT INTO sqs_messages (queue, group_id, sent_at, visible_at, receive_count, content) VALUES (?, ?, ?, ?, ?, ?)',
      queue,
      message.groupId ?? null,
      sentAt,
      visibleAt,
      receiveCount,
      encode(content),
    );
    return Number(result.lastInsertRowid);
  }

  get(sequence: number): StoredMessage | undefined {
    return this.#select('sequence = ?', sequence)[0];
  }

  /** Visible messages in order; of a FIFO queue, none of a group that has a message in flight. */
  visible(queue: string, now: number, limit: number, fifo: boolean): StoredMessage[] {
    const free = fifo
      ? 'AND group_id NOT IN (SELECT group_id FROM sqs_messages WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL)'
      : '';
    return this.#select(
      `queue = ? AND visible_at <= ? ${free} ORDER BY sequence LIMIT ?`,
      queue,
      now,
      ...(fifo ? [queue, now] : []),
      limit,
    );
  }

  /** When the next message that is not visible will be, or undefined. */
  nextVisibleAt(queue: string, now: number): number | undefined {
    const row = this.#database.sqlite
      .prepare('SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?')
      .get(queue, now);
    return row?.at == null ? undefined : Number(row.at);
  }

  received(sequence: number, receipt: string, visibleAt: number, now: number): void {
    this.#run(
      'UPDATE sqs_messages SET receipt = ?, visible_at = ?, receive_count = receive_count + 1, first_received_at = coalesce(first_received_at, ?) WHERE sequence = ?',
      receipt,
      visibleAt,
      now,
      sequence,
    );
  }

  setVisibleAt(sequence: number, visibleAt: number): void {
    this.#run('UPDATE sqs_messages SET visible_at = ? WHERE sequence = ?', visibleAt, sequence);
  }

  remove(sequence: number): void {
    this.#run('DELETE FROM sqs_messages WHERE sequence = ?', sequence);
  }

  /** Removes what was sent before `sentBefore`, everything when left out. */
  clear(queue: string, sentBefore = Number.MAX_SAFE_INTEGER): void {
    this.#run('DELETE FROM sqs_messages WHERE queue = ? AND sent_at < ?', queue, sentBefore);
  }

  /** Messages by state, and when the oldest was sent. */
  counts(
    queue: string,
    now: number,
  ): { visible: number; inFlight: number; delayed: number; oldestSentAt: number | null } {
    const row = this.#database.sqlite
      .prepare(
        `SELECT count(*) FILTER (WHERE visible_at <= :now) AS visible, count(*) FILTER (WHERE visible_at > :now AND receipt IS NOT NULL) AS inFlight,
         count(*) FILTER (WHERE visible_at > :now AND receipt IS NULL) AS delayed, min(sent_at) AS oldestSentAt FROM sqs_messages WHERE queue = :queue`,
      )
      .get({ now, queue });
    return row as { visible: number; inFlight: number; delayed: number; oldestSentAt: number | null };
  }

  /** The message that the same deduplication id brought within the last five minutes, else undefined. */
  duplicate(
    queue: string,
    scope: string,
    deduplicationId: string,
    now: number,
  ): { id: string; sequence: number } | undefined {
    this.#run('DELETE FROM sqs_deduplication WHERE queue = ? AND at <= ?', queue, now - 300_000);
    const row = this.#database.sqlite
      .prepare(
        'SELECT message_id AS id, sequence FROM sqs_deduplication WHERE queue = ? AND scope = ? AND deduplication_id = ?',
      )
      .get(queue, scope, deduplicationId);
    return row && { id: String(row.id), sequence: Number(row.sequence) };
  }

  remember(queue: string, scope: string, message: NewMessage, sequence: number): void {
    const { deduplicationId = '', id, sentAt } = message;
    this.#run(
      'INSERT INTO sqs_deduplication VALUES (?, ?, ?, ?, ?, ?)',
      queue,
      scope,
      deduplicationId,
      id,
      sequence,
      sentAt,
    );
  }

  #run(sql: string, ...values: SQLInputValue[]) {
    return this.#database.sqlite.prepare(sql).run(...values);
  }

  #select(where: string, ...values: SQLInputValue[]): StoredMessage[] {
    const rows = this.#database.sqlite.prepare(`SELECT ${columns} FROM sqs_messages WHERE ${where}`).all(...values);
    return (rows as unknown as Row[]).map(({ content, ...row }) => ({ ...decode(content), ...row }));
  }
}

/** Binary attribute values are kept as base64. */
const encode = (content: object): string =>
  JSON.stringify(content, (key, value: unknown) =>
    key === 'BinaryValue' ? Buffer.from(Object.values(value as Record<string, number>)).toString('base64') : value,
  );

const decode = (content: string) =>
  JSON.parse(content, (key, value: unknown) =>
    key === 'BinaryValue' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value,
  ) as Omit<NewMessage, 'sentAt' | 'visibleAt'>;
