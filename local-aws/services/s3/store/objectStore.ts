import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Cloud, ObjectStore, StoredObject } from '../../../cloud.ts';
import type { Algorithm } from '../checksums/algorithms.ts';
import { s3Error } from '../errors.ts';
import { type Bucket, Buckets } from './buckets.ts';
import { ObjectFiles } from './files.ts';
import { digestFile, type Received, receive } from './receive.ts';
import { Uploads } from './uploads.ts';
import { type ObjectFacts, type ObjectVersion, Versions } from './versions.ts';

const MAX_KEY_BYTES = 1024;
/** How long the bytes of a replaced object stay for readers that hold their path, ms of real time. */
const GRACE = 10 * 60 * 1000;

/** What must hold for a write. */
export interface WriteConditions {
  ifNoneMatch?: string | undefined;
  ifMatch?: string | undefined;
}

/** Who wrote, for the event. */
export interface WriteReason {
  reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';
  requestId?: string;
  requester?: string;
}

/** Buckets and objects: bytes in plain files, everything else in the database. A version is visible wholly or not at all. */
export class S3Store implements ObjectStore {
  readonly buckets: Buckets;
  readonly versions: Versions;
  readonly files: ObjectFiles;
  readonly uploads: Uploads;
  readonly #cloud: Cloud;
  #replaced: { file: string; at: number }[] = [];

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.buckets = new Buckets(cloud.database);
    this.versions = new Versions(cloud.database.sqlite);
    this.files = new ObjectFiles(join(cloud.directory, 's3'));
    this.uploads = new Uploads(cloud, this.files);
  }

  head(bucket: string, key: string, versionId?: string): StoredObject | undefined {
    const row =
      versionId === undefined ? this.versions.latest(bucket, key) : this.versions.version(bucket, key, versionId);
    return row && !row.marker ? this.#stored(row) : undefined;
  }

  async publish(bucket: string, key: string, file: string, options: { contentType?: string } = {}) {
    this.buckets.get(bucket);
    const taken = await this.files.take(file);
    const received = { file: taken, ...(await digestFile(taken)) };
    return this.#stored(this.commit(bucket, key, received, { ...options }, {}, { reason: 'PutObject' }));
  }

  async put(bucket: string, key: string, body: string | Uint8Array, options: { contentType?: string } = {}) {
    this.buckets.get(bucket);
    const received = await this.receive(body, []);
    return this.#stored(this.commit(bucket, key, received, { ...options }, {}, { reason: 'PutObject' }));
  }

  list(bucket: string, prefix: string): StoredObject[] {
    return this.versions.page(bucket, prefix, '', -1).map((row) => this.#stored(row));
  }

  delete(bucket: string, key: string): void {
    this.remove(this.buckets.get(bucket), key);
  }

  /** Takes bytes in, under a name of their own; nothing is visible yet. */
  receive(body: Readable | Uint8Array | string, wanted: readonly Algorithm[]): Promise<Received> {
    return receive(body, this.files.incoming(), wanted);
  }

  /** Forgets bytes that came in and shall not be kept. */
  discard(received: Received): void {
    rmSync(received.file, { force: true });
  }

  /** Makes received bytes the newest version of the key. Throws `NoSuchBucket`, `KeyTooLongError`, `PreconditionFailed`; the bytes are gone then. */
  commit(
    bucketName: string,
    key: string,
    received: Received & { etag?: string },
    facts: ObjectFacts,
    conditions: WriteConditions,
    reason: WriteReason,
  ): ObjectVersion {
    try {
      const file = this.files.place(bucketName, key);
      const row = this.#cloud.database.transaction(() => {
        const bucket = this.buckets.get(bucketName);
        if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
          throw s3Error('KeyTooLongError', { Size: Buffer.byteLength(key), MaxSizeAllowed: MAX_KEY_BYTES });
        }
        checkWrite(this.versions.latest(bucketName, key), key, conditions);
        this.#makeRoom(bucket, key);
        this.files.publish(received.file, file);
        return this.versions.add({
          bucket: bucketName,
          key,
          version: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
          marker: false,
          size: received.size,
          etag: received.etag ?? `"${received.md5}"`,
          // S3 tells whole seconds, and never one before the upload: `aws s3 sync` compares.
          modified: Math.ceil(this.#cloud.clock.now() / 1000) * 1000,
          file,
          facts,
        });
      });
      this.#sweep();
      this.#emit(row, reason);
      return row;
    } catch (error) {
      this.discard(received);
      throw error;
    }
  }

  /** Deletes a key: a marker where the bucket is versioned. */
  remove(bucket: Bucket, key: string): ObjectVersion | undefined {
    return this.#cloud.database.transaction(() => {
      if (!bucket.versioning) {
        const row = this.versions.latest(bucket.name, key);
        if (row) this.#discard(row);
        return undefined;
      }
      this.#makeRoom(bucket, key);
      return this.versions.add({
        bucket: bucket.name,
        key,
        version: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
        marker: true,
        size: 0,
        etag: '',
        modified: Math.ceil(this.#cloud.clock.now() / 1000) * 1000,
        file: '',
        facts: {},
      });
    });
  }

  /** Removes one version for good. */
  removeVersion(row: ObjectVersion): void {
    this.#cloud.database.transaction(() => this.#discard(row));
  }

  path(row: ObjectVersion): string {
    return this.files.absolute(row.file);
  }

  deleteBucket(name: string): void {
    this.buckets.delete(name);
    this.uploads.dropBucket(name);
    this.files.removeBucket(name);
  }

  /** Where a bucket keeps no versions, the one called `null` gives way. */
  #makeRoom(bucket: Bucket, key: string): void {
    if (bucket.versioning === 'Enabled') return;
    const row = this.versions.version(bucket.name, key, 'null');
    if (row) this.#discard(row);
  }

  #discard(row: ObjectVersion): void {
    this.versions.remove(row);
    if (row.file !== '') this.#replaced.push({ file: row.file, at: Date.now() });
  }

  #sweep(): void {
    const due = Date.now() - GRACE;
    while (this.#replaced[0] && this.#replaced[0].at < due) this.files.remove(this.#replaced.shift()?.file ?? '');
  }

  /** Removes what was kept only for readers. */
  close(): void {
    for (const { file } of this.#replaced) this.files.remove(file);
    this.#replaced = [];
  }

  #stored(row: ObjectVersion): StoredObject {
    return {
      bucket: row.bucket,
      key: row.key,
      path: this.path(row),
      size: row.size,
      etag: row.etag,
      ...(row.version !== 'null' && { versionId: row.version }),
      lastModified: row.modified,
    };
  }

  #emit(row: ObjectVersion, { reason, requestId, requester }: WriteReason): void {
    const notification = this.buckets.find(row.bucket)?.settings.notification as
      | { EventBridgeConfiguration?: object }
      | undefined;
    if (!notification?.EventBridgeConfiguration) return;
    this.#cloud.parts.events.emit({
      source: 'aws.s3',
      detailType: 'Object Created',
      resources: [`arn:aws:s3:::${row.bucket}`],
      detail: {
        version: '0',
        bucket: { name: row.bucket },
        object: {
          key: row.key,
          size: row.size,
          etag: row.etag.replaceAll('"', ''),
          ...(row.version !== 'null' && { 'version-id': row.version }),
          sequencer: row.sequence.toString(16).toUpperCase().padStart(16, '0'),
        },
        'request-id': requestId ?? '',
        requester: requester ?? this.#cloud.account,
        'source-ip-address': '127.0.0.1',
        reason,
      },
    });
  }
}

const newVersionId = (): string => randomBytes(24).toString('base64url');

const checkWrite = (current: ObjectVersion | undefined, key: string, conditions: WriteConditions): void => {
  const exists = current !== undefined && !current.marker;
  if (conditions.ifNoneMatch !== undefined) {
    if (conditions.ifNoneMatch !== '*') {
      throw s3Error('NotImplemented', { Header: 'If-None-Match' }, 'If-None-Match of a write takes only "*"');
    }
    if (exists) throw s3Error('PreconditionFailed', { Condition: 'If-None-Match' });
  }
  if (conditions.ifMatch === undefined) return;
  if (!exists) throw s3Error('NoSuchKey', { Key: key });
  if (!sameEtag(conditions.ifMatch, current.etag)) throw s3Error('PreconditionFailed', { Condition: 'If-Match' });
};

/** Entity tags are compared with or without their quotes; `*` is every one. */
export const sameEtag = (wanted: string, etag: string): boolean =>
  wanted.trim() === '*' ||
  wanted.split(',').some((each) => each.trim().replace(/^W\//, '').replaceAll('"', '') === etag.replaceAll('"', ''));
