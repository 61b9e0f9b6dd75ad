import type { Table } from '@aws-sdk/client-glue';
import { QualityError } from '../../../engines/quality/errors.ts';
import { duckdbTypeOf } from '../../../engines/quality/hiveTypes.ts';
import type { QualitySession } from '../../../engines/quality/session.ts';
import { identifier, text } from '../../../engines/sql/duckdb/quote.ts';
import type { SourceObject } from './objects.ts';

/** A query for the rows of a table's files, its columns by name and in their declared types; text that is no value of its type is NULL. */
export const rowsOf = (
  session: QualitySession,
  table: Table,
  objects: readonly SourceObject[],
): Promise<string> | string => {
  const format = formatOf(table);
  if (format === 'parquet') return parquet(session, table, objects);
  return format === 'json' ? json(table, objects) : csv(table, objects);
};

const formatOf = (table: Table): 'parquet' | 'csv' | 'json' => {
  const library = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? '';
  const classification = table.Parameters?.classification ?? '';
  if (/parquet/i.test(library) || (library === '' && classification === 'parquet')) return 'parquet';
  if (/json/i.test(library) || (library === '' && classification === 'json')) return 'json';
  if (/OpenCSVSerde|LazySimpleSerDe/.test(library) || (library === '' && classification === 'csv')) return 'csv';
  throw new QualityError(
    'DataUnreadable',
    `table ${table.Name} is read with ${library || classification || 'no SerDe'}; supported: Parquet, JSON lines, OpenCSVSerde and LazySimpleSerDe`,
  );
};

const columnsOf = (table: Table): { name: string; type: string }[] =>
  (table.StorageDescriptor?.Columns ?? []).map(({ Name = '', Type = 'string' }) => ({
    name: Name,
    type: duckdbTypeOf(Type),
  }));

const list = (objects: readonly SourceObject[]): string => `[${objects.map(({ path }) => text(path)).join(', ')}]`;

const parquet = async (session: QualitySession, table: Table, objects: readonly SourceObject[]): Promise<string> => {
  const files = `read_parquet(${list(objects)}, union_by_name = true, hive_partitioning = false)`;
  const present = new Map(
    (await session.rows(`DESCRIBE SELECT * FROM ${files}`)).map(([name]) => [String(name).toLowerCase(), String(name)]),
  );
  const selected = columnsOf(table).map(({ name, type }) => {
    const found = present.get(name.toLowerCase());
    return `CAST(${found === undefined ? 'NULL' : identifier(found)} AS ${type}) AS ${identifier(name)}`;
  });
  return `SELECT ${selected.join(', ')} FROM ${files}`;
};

/** Files of different compression cannot be read by one call. */
const byCompression = (
  objects: readonly SourceObject[],
  read: (files: string, compression: string) => string,
): string =>
  [
    { compression: 'gzip', of: objects.filter(({ key }) => key.endsWith('.gz')) },
    { compression: 'none', of: objects.filter(({ key }) => !key.endsWith('.gz')) },
  ]
    .filter(({ of }) => of.length > 0)
    .map(({ compression, of }) => read(list(of), compression))
    .join(' UNION ALL ');

const csv = (table: Table, objects: readonly SourceObject[]): string => {
  const { SerializationLibrary = '', Parameters = {} } = table.StorageDescriptor?.SerdeInfo ?? {};
  const open = SerializationLibrary.includes('OpenCSVSerde');
  const delimiter = (open ? Parameters.separatorChar : (Parameters['field.delim'] ?? Parameters.separatorChar)) ?? ',';
  const quote = open ? (Parameters.quoteChar ?? '"') : (Parameters.quoteChar ?? '');
  const skipped = Number(table.Parameters?.['skip.header.line.count'] ?? Parameters['skip.header.line.count'] ?? 0);
  const columns = columnsOf(table);
  const texts = columns.map(({ name }) => `${text(name)}: 'VARCHAR'`).join(', ');
  // Without quotes an empty field is Hive's empty text for strings; the null text is \\N.
  const nullText = Parameters['serialization.null.format'] ?? (open ? '' : '\\N');
  const values = columns.map(
    ({ name, type }) =>
      `${type === 'VARCHAR' ? identifier(name) : `TRY_CAST(${identifier(name)} AS ${type})`} AS ${identifier(name)}`,
  );
  return byCompression(
    objects,
    (files, compression) =>
      `SELECT ${values.join(', ')} FROM read_csv(${files}, columns = {${texts}}, header = false, skip = ${skipped}, delim = ${text(delimiter)}, quote = ${text(quote)}, escape = ${text(quote)}, nullstr = ${text(nullText)}, auto_detect = false, null_padding = true, compression = ${text(compression)})`,
  );
};

const json = (table: Table, objects: readonly SourceObject[]): string => {
  const columns = columnsOf(table).map(({ name, type }) => `${text(name)}: ${text(type)}`);
  return byCompression(
    objects,
    (files, compression) =>
      `SELECT * FROM read_json(${files}, columns = {${columns.join(', ')}}, format = 'newline_delimited', ignore_errors = false, compression = ${text(compression)})`,
  );
};
