import type { Database, Table } from '../../../store/database.ts';
import { s3Error } from '../errors.ts';

export interface Bucket {
  name: string;
  /** ms since the epoch */
  created: number;
  region: string;
  versioning?: 'Enabled' | 'Suspended';
  objectLock?: boolean;
  /** Configurations by name (`encryption`, `policy`), as they were put. */
  settings: Record<string, unknown>;
}

const NAME = /^(?!xn--)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export class Buckets {
  readonly #table: Table<Bucket>;
  /** Buckets change seldom and every request looks at one. */
  readonly #cache = new Map<string, Bucket>();

  constructor(database: Database) {
    this.#table = database.table<Bucket>('s3.buckets');
    for (const { key, value } of this.#table.list()) this.#cache.set(key, value);
  }

  find(name: string): Bucket | undefined {
    return this.#cache.get(name);
  }

  /** Throws `NoSuchBucket`. */
  get(name: string | undefined): Bucket {
    const bucket = this.#cache.get(name ?? '');
    if (!bucket) throw s3Error('NoSuchBucket', { BucketName: name });
    return bucket;
  }

  /** Throws `InvalidBucketName`. */
  create(bucket: Bucket): void {
    if (!NAME.test(bucket.name) || bucket.name.includes('..'))
      throw s3Error('InvalidBucketName', { BucketName: bucket.name });
    this.put(bucket);
  }

  put(bucket: Bucket): void {
    this.#table.put(bucket.name, bucket);
    this.#cache.set(bucket.name, bucket);
  }

  delete(name: string): void {
    this.#table.delete(name);
    this.#cache.delete(name);
  }

  list(): Bucket[] {
    return [...this.#cache.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
