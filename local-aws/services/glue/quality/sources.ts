import type { Column, DataSource, Partition, Table } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import type { Dataset } from '../../../engines/quality/dataset.ts';
import { QualityError } from '../../../engines/quality/errors.ts';
import { duckdbTypeOf } from '../../../engines/quality/hiveTypes.ts';
import type { QualitySession } from '../../../engines/quality/session.ts';
import { identifier, text } from '../../../engines/sql/duckdb/quote.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';
import { objectsBelow } from './objects.ts';
import { rowsOf } from './readFiles.ts';

/** Options of a table that a run may give: which partitions are looked at. */
export const TABLE_OPTIONS: readonly string[] = ['pushDownPredicate', 'catalogPartitionPredicate'];

/** A catalog table's rows as a dataset of the session, under `name`; everything is read with the caller's rights. */
export const openSource = async (
  cloud: Cloud,
  caller: Caller,
  session: QualitySession,
  name: string,
  source: DataSource,
): Promise<Dataset> => {
  const table = await catalogTable(cloud, caller, source);
  const columns = table.StorageDescriptor?.Columns ?? [];
  const keys = table.PartitionKeys ?? [];
  const parts: string[] = [];
  for (const { location, values } of await locations(cloud, caller, table, source)) {
    const objects = await objectsBelow(cloud, caller, location);
    if (objects.length === 0) continue;
    const constants = keys.map((key, index) => cast(text(values[index] ?? ''), key));
    parts.push(
      `SELECT ${[...columns.map(({ Name = '' }) => identifier(Name)), ...constants].join(', ')} FROM (${await rowsOf(session, table, objects)})`,
    );
  }
  const all = [...columns, ...keys];
  const none = `SELECT ${all.map((column) => cast('NULL', column)).join(', ')} WHERE false`;
  await session.run(`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS ${parts.join(' UNION ALL ') || none}`);
  return {
    columns: all.map(({ Name = '', Type = 'string' }) => ({ name: Name, type: Type })),
    relation: identifier(name),
  };
};

const cast = (value: string, { Name = '', Type = 'string' }: Column): string =>
  `CAST(${value} AS ${duckdbTypeOf(Type)}) AS ${identifier(Name)}`;

const reference = ({ GlueTable }: DataSource) => ({
  DatabaseName: GlueTable?.DatabaseName ?? '',
  TableName: GlueTable?.TableName ?? '',
});

const catalogTable = async (cloud: Cloud, caller: Caller, source: DataSource): Promise<Table> => {
  const { DatabaseName, TableName } = reference(source);
  const answer = await cloud
    .call<{ Table?: Table }>('glue', 'GetTable', { DatabaseName, Name: TableName }, caller)
    .catch((error: unknown) => {
      if (!isAwsError(error)) throw error;
      throw new QualityError('DataUnreadable', `${error.code}: table ${DatabaseName}.${TableName}: ${error.message}`, {
        cause: error,
      });
    });
  if (answer.Table?.StorageDescriptor?.Columns === undefined)
    throw new QualityError('DataUnreadable', `table ${DatabaseName}.${TableName} has no columns`);
  return answer.Table;
};

interface Location {
  location: string;
  /** Of the partition keys, in their order. */
  values: readonly string[];
}

const locations = async (cloud: Cloud, caller: Caller, table: Table, source: DataSource): Promise<Location[]> => {
  const options = source.GlueTable?.AdditionalOptions ?? {};
  const predicates = TABLE_OPTIONS.flatMap((name) => (options[name] ? [`(${options[name]})`] : []));
  if ((table.PartitionKeys ?? []).length === 0) {
    if (predicates.length > 0)
      throw new QualityError('DataUnreadable', `table ${table.Name} has no partitions to choose from`);
    return [{ location: table.StorageDescriptor?.Location ?? '', values: [] }];
  }
  const found: Location[] = [];
  let token: string | undefined;
  do {
    const answer = await cloud.call<{ Partitions?: Partition[]; NextToken?: string }>(
      'glue',
      'GetPartitions',
      {
        ...reference(source),
        ...(predicates.length > 0 ? { Expression: predicates.join(' AND ') } : {}),
        ...(token === undefined ? {} : { NextToken: token }),
      },
      caller,
    );
    for (const { StorageDescriptor, Values = [] } of answer.Partitions ?? [])
      found.push({ location: StorageDescriptor?.Location ?? '', values: Values });
    token = answer.NextToken;
  } while (token !== undefined);
  return found;
};
