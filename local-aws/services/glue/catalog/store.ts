import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import type { Table as Documents } from '../../../store/database.ts';
import type { DatabaseRecord, PartitionRecord, TableRecord, TableVersionRecord } from './records.ts';

/** Sorts below every character that a name may have, so that a parent's children are one range of keys. */
const SEPARATOR = '\u0001';

/** The Data Catalog: databases, tables and partitions by name, names in lower case as Glue keeps them. */
export class Catalog {
  readonly #databases: Documents<DatabaseRecord>;
  readonly #tables: Documents<TableRecord>;
  readonly #partitions: Documents<PartitionRecord>;

  constructor(cloud: Cloud) {
    this.#databases = cloud.database.table('glue.databases');
    this.#tables = cloud.database.table('glue.tables');
    this.#partitions = cloud.database.table('glue.partitions');
  }

  /** Throws `EntityNotFoundException`. */
  database(name: string): DatabaseRecord {
    const record = this.#databases.get(name.toLowerCase());
    if (!record) throw new AwsError('EntityNotFoundException', `Database ${name.toLowerCase()} not found.`);
    return record;
  }

  databases(): DatabaseRecord[] {
    return this.#databases.list().map(({ value }) => value);
  }

  hasDatabase(name: string): boolean {
    return this.#databases.get(name.toLowerCase()) !== undefined;
  }

  putDatabase(record: DatabaseRecord): void {
    this.#databases.put(nameOf(record.input), record);
  }

  deleteDatabase(name: string): void {
    for (const table of this.tables(name)) this.deleteTable(table);
    this.#databases.delete(name.toLowerCase());
  }

  findTable(database: string, name: string): TableRecord | undefined {
    return this.#tables.get(key(database, name));
  }

  /** Throws `EntityNotFoundException` for the database or the table. */
  table(database: string, name: string): TableRecord {
    this.database(database);
    const record = this.findTable(database, name);
    if (!record) throw new AwsError('EntityNotFoundException', `Table ${name.toLowerCase()} not found.`);
    return record;
  }

  tables(database: string): TableRecord[] {
    return this.#tables.list({ prefix: key(database, '') }).map(({ value }) => value);
  }

  putTable(record: TableRecord): void {
    this.#tables.put(key(record.database, record.name), record);
  }

  deleteTable(record: TableRecord): void {
    for (const partition of this.partitions(record)) this.deletePartition(partition);
    this.#tables.delete(key(record.database, record.name));
  }

  findPartition(table: TableRecord, values: readonly string[]): PartitionRecord | undefined {
    return this.#partitions.get(key(table.database, table.name, ...values));
  }

  /** Throws `EntityNotFoundException`. */
  partition(table: TableRecord, values: readonly string[]): PartitionRecord {
    const record = this.findPartition(table, values);
    if (!record) throw new AwsError('EntityNotFoundException', `Cannot find partition. Partition values: ${values}`);
    return record;
  }

  partitions(table: TableRecord): PartitionRecord[] {
    return this.#partitions.list({ prefix: key(table.database, table.name, '') }).map(({ value }) => value);
  }

  putPartition(record: PartitionRecord): void {
    this.#partitions.put(key(record.database, record.table, ...(record.input.Values ?? [])), record);
  }

  deletePartition(record: PartitionRecord): void {
    this.#partitions.delete(key(record.database, record.table, ...(record.input.Values ?? [])));
  }
}

const key = (database: string, table: string, ...values: string[]): string =>
  [database.toLowerCase(), table.toLowerCase(), ...values].join(SEPARATOR);

const nameOf = (input: { Name: string | undefined }): string => (input.Name ?? '').toLowerCase();

/** The table as it is now. */
export const currentVersion = (table: TableRecord): TableVersionRecord => {
  const version = table.versions.at(-1);
  if (!version) throw new AwsError('InternalServiceException', `Table ${table.name} has no version`);
  return version;
};

const catalogs = new WeakMap<Cloud, Catalog>();

/** The one catalog of a cloud. */
export const catalogOf = (cloud: Cloud): Catalog => {
  const known = catalogs.get(cloud) ?? new Catalog(cloud);
  catalogs.set(cloud, known);
  return known;
};
