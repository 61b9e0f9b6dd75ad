import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Cloud } from '../../../cloud.ts';
import type { Table } from '../../../store/database.ts';
import type { Algorithm, Checksums } from '../checksums/algorithms.ts';
import { s3Error } from '../errors.ts';
import type { ObjectFiles } from './files.ts';
import { digestFile, type Received } from './receive.ts';
import type { ObjectFacts } from './versions.ts';

export interface Upload {
  id: string;
  bucket: string;
  key: string;
  /** ms since the epoch */
  initiated: number;
  initiator: string;
  facts: ObjectFacts;
  algorithm?: Algorithm;
  checksumType?: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface Part {
  number: number;
  size: number;
  md5: string;
  checksums: Checksums;
  modified: number;
  file: string;
}

const padded = (number: number): string => String(number).padStart(5, '0');

/** Multipart uploads under way. Their parts are files beside the objects', visible to nobody until the upload is completed. */
export class Uploads {
  readonly #cloud: Cloud;
  readonly #files: ObjectFiles;
  readonly #uploads: Table<Upload>;
  readonly #parts: Table<Part>;

  constructor(cloud: Cloud, files: ObjectFiles) {
    this.#cloud = cloud;
    this.#files = files;
    this.#uploads = cloud.database.table<Upload>('s3.uploads');
    this.#parts = cloud.database.table<Part>('s3.upload-parts');
  }

  create(upload: Omit<Upload, 'id' | 'initiated'>): Upload {
    const made = { ...upload, id: randomBytes(24).toString('base64url'), initiated: this.#cloud.clock.now() };
    this.#uploads.put(made.id, made);
    return made;
  }

  /** Throws `NoSuchUpload`, also for an upload of another key. */
  get(bucket: string | undefined, key: string | undefined, id: string | undefined): Upload {
    const upload = this.#uploads.get(id ?? '');
    if (!upload || upload.bucket !== bucket || upload.key !== key) throw s3Error('NoSuchUpload', { UploadId: id });
    return upload;
  }

  /** Takes a part over; it replaces an earlier one of its number. */
  async addPart(upload: Upload, number: number, received: Received): Promise<Part> {
    const file = join('.uploads', upload.id, `${padded(number)}-${randomBytes(4).toString('hex')}`);
    this.#files.publish(received.file, file);
    const before = this.#parts.get(`${upload.id}/${padded(number)}`);
    const { size, md5, checksums } = received;
    const part = { number, size, md5, checksums, modified: this.#cloud.clock.now(), file };
    this.#parts.put(`${upload.id}/${padded(number)}`, part);
    if (before) this.#files.remove(before.file);
    return part;
  }

  parts(upload: Upload): Part[] {
    return this.#parts.list({ prefix: `${upload.id}/` }).map(({ value }) => value);
  }

  list(bucket: string): Upload[] {
    return this.#uploads
      .list()
      .map(({ value }) => value)
      .filter((upload) => upload.bucket === bucket)
      .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.initiated - other.initiated));
  }

  /** Joins parts into one file, which the caller publishes. */
  async join(
    upload: Upload,
    parts: readonly Part[],
    wanted: readonly Algorithm[],
  ): Promise<Received & { etag: string }> {
    const file = this.#files.incoming();
    const digest = createHash('md5');
    for (const part of parts) {
      await pipeline(createReadStream(this.#files.absolute(part.file)), createWriteStream(file, { flags: 'a' }));
      digest.update(Buffer.from(part.md5, 'hex'));
    }
    const whole = await digestFile(file, wanted);
    if (!this.#uploads.get(upload.id)) {
      await rm(file, { force: true });
      throw s3Error('NoSuchUpload', { UploadId: upload.id });
    }
    return { file, ...whole, etag: `"${digest.digest('hex')}-${parts.length}"` };
  }

  /** Forgets an upload and its parts. */
  drop(upload: Upload): void {
    this.#cloud.database.transaction(() => {
      for (const { key } of this.#parts.list({ prefix: `${upload.id}/` })) this.#parts.delete(key);
      this.#uploads.delete(upload.id);
    });
    void rm(this.#files.absolute(join('.uploads', upload.id)), { recursive: true, force: true });
  }

  dropBucket(bucket: string): void {
    for (const upload of this.list(bucket)) this.drop(upload);
  }
}
