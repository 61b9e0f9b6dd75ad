import type { Database, Partition, PartitionInput, Table, TableInput } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import type { DatabaseRecord, PartitionRecord, Stored, TableRecord, TableVersionRecord } from './records.ts';

type Dated = { LastAccessTime?: Date | undefined; LastAnalyzedTime?: Date | undefined };

/** An input with its dates as numbers, for the store. */
export const stored = <T extends Dated>(input: T): Stored<T> => {
  const { LastAccessTime, LastAnalyzedTime, ...rest } = input;
  return {
    ...rest,
    ...(LastAccessTime && { LastAccessTime: new Date(LastAccessTime).getTime() }),
    ...(LastAnalyzedTime && { LastAnalyzedTime: new Date(LastAnalyzedTime).getTime() }),
  } as Stored<T>;
};

const dated = <T extends Dated>(input: Stored<T>): T => {
  const { LastAccessTime, LastAnalyzedTime, ...rest } = input;
  return {
    ...rest,
    ...(LastAccessTime === undefined ? {} : { LastAccessTime: new Date(LastAccessTime) }),
    ...(LastAnalyzedTime === undefined ? {} : { LastAnalyzedTime: new Date(LastAnalyzedTime) }),
  } as unknown as T;
};

export const databaseAnswer = (cloud: Cloud, { input, createdAt }: DatabaseRecord): Database => ({
  ...input,
  Name: input.Name?.toLowerCase(),
  CreateTime: new Date(createdAt),
  CatalogId: cloud.account,
});

export const tableAnswer = (cloud: Cloud, table: TableRecord, version: TableVersionRecord): Table => {
  const { TargetTable, ViewDefinition: _none, ...input } = dated<TableInput>(version.input);
  return {
    ...input,
    ...(TargetTable && { TargetTable }),
    Name: table.name,
    DatabaseName: table.database,
    CreateTime: new Date(table.createdAt),
    UpdateTime: new Date(version.updatedAt),
    Retention: input.Retention ?? 0,
    PartitionKeys: input.PartitionKeys ?? [],
    CreatedBy: table.createdBy,
    IsRegisteredWithLakeFormation: false,
    CatalogId: cloud.account,
    VersionId: String(version.version),
  };
};

export const partitionAnswer = (cloud: Cloud, partition: PartitionRecord): Partition => ({
  ...dated<PartitionInput>(partition.input),
  DatabaseName: partition.database,
  TableName: partition.table,
  CreationTime: new Date(partition.createdAt),
  CatalogId: cloud.account,
});
