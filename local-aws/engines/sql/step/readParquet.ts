import { identifier, text } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { type Column, sameType, typeName } from '../types/dataType.ts';
import { duckdbType } from '../types/duckdbType.ts';
import { fromDuckdb } from '../types/fromDuckdb.ts';
import { parseType } from '../types/parseType.ts';
import type { ResolvedObject } from './port.ts';
import type { StepInput } from './stepDocument.ts';

/** Makes the view of a Parquet input, each file checked against the declared columns; without any, the first file's are taken. */
export const readParquet = async (
  session: Session,
  input: StepInput,
  objects: readonly ResolvedObject[],
): Promise<Column[]> => {
  let columns: Column[] | undefined =
    input.columns.length > 0 ? input.columns.map(({ name, type }) => ({ name, type: parseType(type) })) : undefined;
  for (const object of objects) {
    const found = await columnsOf(session, object);
    columns ??= found;
    compare(input.name, object.uri, columns, found);
  }
  if (columns === undefined)
    throw new StepError('StepInvalid', `input ${input.name} has neither files nor columns: declare its columns`);
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  const source =
    objects.length > 0
      ? `SELECT ${names} FROM read_parquet([${objects.map(({ path }) => text(path)).join(', ')}], union_by_name = true, hive_partitioning = false)`
      : emptyOf(columns);
  await session.run(`CREATE TEMP VIEW ${identifier(input.name)} AS ${source}`);
  return columns;
};

const columnsOf = async (session: Session, { path, uri }: ResolvedObject): Promise<Column[]> => {
  try {
    const rows = await session.rows(`DESCRIBE SELECT * FROM read_parquet(${text(path)}, hive_partitioning = false)`);
    return rows.map(([name, type]) => ({ name: String(name), type: fromDuckdb(String(type)) }));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(path, uri) : String(error);
    throw new StepError('SourceDamaged', `${uri} is not a readable Parquet file: ${reason}`, { cause: error });
  }
};

const compare = (table: string, uri: string, expected: readonly Column[], found: readonly Column[]): void => {
  for (const column of expected) {
    const other = found.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
    const had =
      other === undefined
        ? `no such column (it has ${found.map(({ name }) => name).join(', ')})`
        : typeName(other.type);
    if (other === undefined || !sameType(other.type, column.type))
      throw new StepError(
        'SchemaChanged',
        `table ${table}, column ${column.name}: expected ${typeName(column.type)}, found ${had} in ${uri}`,
      );
  }
  const extra = found.find(({ name }) => !expected.some((column) => column.name.toLowerCase() === name.toLowerCase()));
  if (extra)
    throw new StepError(
      'SchemaChanged',
      `table ${table}, column ${extra.name}: expected no such column, found ${typeName(extra.type)} in ${uri}`,
    );
};

/** A query of no rows with those columns. */
export const emptyOf = (columns: readonly Column[]): string =>
  `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${duckdbType(type)}) AS ${identifier(name)}`).join(', ')} WHERE false`;
