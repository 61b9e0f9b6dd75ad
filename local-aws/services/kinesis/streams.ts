import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import { invalidArgument } from './invalid.ts';
import type { StreamRecord } from './streamRecord.ts';

/** How requests name a stream. */
export interface StreamName {
  StreamName?: string | undefined;
  StreamARN?: string | undefined;
}

/** Streams by name, on disk; held in memory as every record asks for them. */
export class Streams {
  readonly #cloud: Cloud;
  readonly #table: Table<StreamRecord>;
  readonly #known = new Map<string, StreamRecord>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#table = cloud.database.table('kinesis.streams');
    for (const { value } of this.#table.list()) this.#known.set(value.name, value);
  }

  list(): StreamRecord[] {
    return [...this.#known.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  find(name: string): StreamRecord | undefined {
    return this.#known.get(name);
  }

  /** Throws `InvalidArgumentException` or `ResourceNotFoundException`. */
  stream(input: StreamName): StreamRecord {
    const name = nameOf(input);
    if (name === undefined) throw invalidArgument('Either StreamName or StreamARN must be specified.');
    const stream = this.#known.get(name);
    if (!stream)
      throw new AwsError('ResourceNotFoundException', `Stream ${name} under account ${this.#cloud.account} not found.`);
    return stream;
  }

  save(stream: StreamRecord): void {
    this.#known.set(stream.name, stream);
    this.#table.put(stream.name, stream);
  }

  remove(stream: StreamRecord): void {
    this.#known.delete(stream.name);
    this.#table.delete(stream.name);
  }
}

export const nameOf = ({ StreamName: name, StreamARN }: StreamName): string | undefined =>
  name ?? StreamARN?.split(':stream/')[1];
