import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Checksums } from '../checksums/algorithms.ts';

/** What an object carries beside its bytes. */
export interface ObjectFacts {
  contentType?: string;
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  expires?: string;
  metadata?: Record<string, string>;
  storageClass?: string;
  websiteRedirectLocation?: string;
  encryption?: { algorithm: string; keyId?: string; bucketKey?: boolean; dataKey?: string; context?: string };
  checksums?: Checksums;
  checksumType?: 'FULL_OBJECT' | 'COMPOSITE';
  tags?: Record<string, string>;
  retention?: { mode: 'GOVERNANCE' | 'COMPLIANCE'; until: number };
  legalHold?: boolean;
  /** Sizes and checksums of a multipart upload's parts, in order. */
  parts?: { number: number; size: number; checksums?: Checksums }[];
}

/** A version of an object, or a delete marker. */
export interface ObjectVersion {
  sequence: number;
  bucket: string;
  key: string;
  /** `null` where the bucket was not versioned. */
  version: string;
  latest: boolean;
  marker: boolean;
  size: number;
  /** In quotes, as S3 gives it. */
  etag: string;
  /** ms since the epoch */
  modified: number;
  /** Relative to the store's root; empty for a marker. */
  file: string;
  facts: ObjectFacts;
}

const columns = 'sequence, bucket, key, version, latest, marker, size, etag, modified, file, facts';

/** All versions of all objects. Keys are in the order of their UTF-8 bytes, as S3 lists them. */
export class Versions {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(`
      CREATE TABLE IF NOT EXISTS s3_versions (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
        latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
        modified INTEGER NOT NULL, file TEXT NOT NULL, facts TEXT NOT NULL);
      CREATE UNIQUE INDEX IF NOT EXISTS s3_version ON s3_versions (bucket, key, version);
      CREATE INDEX IF NOT EXISTS s3_order ON s3_versions (bucket, key, sequence);
      CREATE UNIQUE INDEX IF NOT EXISTS s3_latest ON s3_versions (bucket, key) WHERE latest = 1;
    `);
  }

  latest(bucket: string, key: string): ObjectVersion | undefined {
    return this.#one('WHERE bucket = ? AND key = ? AND latest = 1', bucket, key);
  }

  version(bucket: string, key: string, version: string): ObjectVersion | undefined {
    return this.#one('WHERE bucket = ? AND key = ? AND version = ?', bucket, key, version);
  }

  /** Adds a version as the newest one. */
  add(row: Omit<ObjectVersion, 'sequence' | 'latest'>): ObjectVersion {
    this.#prepare('UPDATE s3_versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1').run(
      row.bucket,
      row.key,
    );
    const { lastInsertRowid } = this.#prepare(
      'INSERT INTO s3_versions (bucket, key, version, latest, marker, size, etag, modified, file, facts) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)',
    ).run(
      row.bucket,
      row.key,
      row.version,
      row.marker ? 1 : 0,
      row.size,
      row.etag,
      row.modified,
      row.file,
      JSON.stringify(row.facts),
    );
    return { ...row, sequence: Number(lastInsertRowid), latest: true };
  }

  /** Removes a version; the newest of those left becomes the latest. */
  remove(row: ObjectVersion): void {
    this.#prepare('DELETE FROM s3_versions WHERE sequence = ?').run(row.sequence);
    if (!row.latest) return;
    this.#prepare(
      'UPDATE s3_versions SET latest = 1 WHERE sequence = (SELECT max(sequence) FROM s3_versions WHERE bucket = ? AND key = ?)',
    ).run(row.bucket, row.key);
  }

  setFacts(row: ObjectVersion, facts: ObjectFacts): void {
    this.#prepare('UPDATE s3_versions SET facts = ? WHERE sequence = ?').run(JSON.stringify(facts), row.sequence);
  }

  /** Latest versions that are no markers, after `after` and with the prefix, in order. */
  page(bucket: string, prefix: string, after: string, limit: number): ObjectVersion[] {
    return this.#many(
      `WHERE bucket = ? AND latest = 1 AND marker = 0 AND key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
      bucket,
      after,
      prefix,
      beyond(prefix),
      limit,
    );
  }

  /** All versions after a key, or after a version of it, in order: keys ascending, newest version first. */
  pageVersions(
    bucket: string,
    prefix: string,
    after: { key: string; sequence?: number },
    limit: number,
  ): ObjectVersion[] {
    return this.#many(
      `WHERE bucket = ? AND (key > ? OR (key = ? AND sequence < ?)) AND key >= ? AND key < ? ORDER BY key, sequence DESC LIMIT ?`,
      bucket,
      after.key,
      after.key,
      after.sequence ?? 0,
      prefix,
      beyond(prefix),
      limit,
    );
  }

  isEmpty(bucket: string): boolean {
    return this.#prepare('SELECT 1 FROM s3_versions WHERE bucket = ? LIMIT 1').get(bucket) === undefined;
  }

  #one(where: string, ...values: (string | number)[]): ObjectVersion | undefined {
    const row = this.#prepare(`SELECT ${columns} FROM s3_versions ${where}`).get(...values);
    return row && read(row);
  }

  #many(where: string, ...values: (string | number)[]): ObjectVersion[] {
    return this.#prepare(`SELECT ${columns} FROM s3_versions ${where}`)
      .all(...values)
      .map(read);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

/** The least text that comes after every text with the prefix: no key has U+10FFFF behind it. */
export const beyond = (prefix: string): string => `${prefix}\u{10FFFF}`;

const read = (row: Record<string, unknown>): ObjectVersion =>
  ({
    ...row,
    latest: row.latest === 1,
    marker: row.marker === 1,
    facts: JSON.parse(String(row.facts)),
  }) as unknown as ObjectVersion;
