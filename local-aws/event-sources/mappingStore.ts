import type { Cloud } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import type { Table } from '../store/database.ts';
import type { MappingRecord } from './mappingRecord.ts';

/** Mappings by UUID, on disk, and how far each has read of each shard. */
export class MappingStore {
  readonly #mappings: Table<MappingRecord>;
  readonly #checkpoints: Table<Checkpoint>;

  constructor(cloud: Cloud) {
    this.#mappings = cloud.database.table('event-sources.mappings');
    this.#checkpoints = cloud.database.table('event-sources.checkpoints');
  }

  list(): MappingRecord[] {
    return this.#mappings.list().map(({ value }) => value);
  }

  find(uuid: string | undefined): MappingRecord | undefined {
    return this.#mappings.get(uuid ?? '');
  }

  /** Throws `ResourceNotFoundException`. */
  mapping(uuid: string | undefined): MappingRecord {
    const found = this.find(uuid);
    if (!found)
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
    return found;
  }

  save(mapping: MappingRecord): void {
    this.#mappings.put(mapping.uuid, mapping);
  }

  remove(uuid: string): void {
    this.#mappings.delete(uuid);
    for (const { key } of this.#checkpoints.list({ prefix: `${uuid}/` })) this.#checkpoints.delete(key);
  }

  checkpoint(uuid: string, shard: string): Checkpoint | undefined {
    return this.#checkpoints.get(`${uuid}/${shard}`);
  }

  saveCheckpoint(uuid: string, shard: string, checkpoint: Checkpoint): void {
    if (this.find(uuid)) this.#checkpoints.put(`${uuid}/${shard}`, checkpoint);
  }
}

/** How far a shard was processed. */
export interface Checkpoint {
  /** Sequence number of the last record that is done with. */
  after?: string | undefined;
  /** Whether the shard was closed and is read to its end. */
  ended?: boolean | undefined;
}
