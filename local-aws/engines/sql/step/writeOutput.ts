import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Compiler } from '../compile/compiler.ts';
import { stepFailure } from '../duckdb/failure.ts';
import { identifier, text } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import type { Column } from '../types/dataType.ts';
import { typeName } from '../types/dataType.ts';
import { csvCell, csvHeading } from './csvText.ts';
import { declaredColumns } from './declaredColumns.ts';
import type { ManifestOutput } from './manifest.ts';
import type { StepOutput } from './stepDocument.ts';

/** A finished file that waits to be published. */
export interface WrittenFile {
  file: string;
  uri: string;
  rows: number;
  sha256: string;
}

export interface WrittenOutput extends Omit<ManifestOutput, 'files'> {
  files: WrittenFile[];
}

const ENDING = { parquet: 'snappy.parquet', csv: 'csv', json: 'json' } as const;

/**
 * Runs an output's SQL and writes its one file into `scratch`. It is written as Parquet first, from which the totals and the other formats
 * are taken: the result never has to fit into memory. `run` runs the one statement that reads the step's inputs.
 */
export const writeOutput = async (
  session: Session,
  compiler: Compiler,
  output: StepOutput,
  scratch: string,
  run: (sql: string) => Promise<void> = (sql) => session.run(sql),
): Promise<WrittenOutput> => {
  const where = `output ${output.name}`;
  const compiled = compiler.compile(output.sql);
  const { columns, select } = declaredColumns(output, compiled.columns);
  const parquet = join(scratch, `${output.name}.snappy.parquet`);
  const order = output.orderBy?.length
    ? ` ORDER BY ${output.orderBy.map((name) => orderColumn(output, name)).join(', ')}`
    : '';
  try {
    await run(
      `COPY (SELECT ${select} FROM (${compiled.sql}) AS result${order}) TO ${text(parquet)} (FORMAT parquet, COMPRESSION snappy)`,
    );
    const written = `read_parquet(${text(parquet)})`;
    const [[count] = []] = await session.rows(`SELECT count(*) FROM ${written}`);
    const rows = Number(count);
    if (rows === 0 && output.requireRows)
      throw new StepError('OutputInvalid', `${where} has no rows, and the step requires some`);
    const totals = await totalsOf(session, compiler, output, columns, written);
    const file = output.format === 'parquet' ? parquet : await rewrite(session, output, columns, written, scratch);
    return {
      name: output.name,
      location: output.location,
      format: output.format,
      columns: columns.map(({ name, type }) => ({ name, type: typeName(type) })),
      rows,
      totals,
      files: [{ file, uri: `${output.location}part-00000.${ENDING[output.format]}`, rows, sha256: await sha256(file) }],
    };
  } catch (error) {
    throw stepFailure(error, where);
  }
};

const orderColumn = (output: StepOutput, name: string): string => {
  if (!output.columns.some((column) => column.name.toLowerCase() === name.toLowerCase()))
    throw new StepError('StepInvalid', `output ${output.name} is ordered by ${name}, which is none of its columns`);
  return `${identifier(name)} ASC NULLS FIRST`;
};

/** Control totals over what was written, as Spark would print them. */
const totalsOf = async (
  session: Session,
  compiler: Compiler,
  output: StepOutput,
  columns: readonly Column[],
  written: string,
): Promise<Record<string, string | null>> => {
  const totals = Object.entries(output.totals ?? {});
  if (totals.length === 0) return {};
  const view = `totals of ${output.name}`;
  await session.run(`CREATE OR REPLACE TEMP VIEW ${identifier(view)} AS SELECT * FROM ${written}`);
  compiler.declare(view, columns);
  const { sql } = compiler.compile(
    `SELECT ${totals.map(([, expression], at) => `CAST(${expression} AS STRING) AS total_${at}`).join(', ')} FROM \`${view}\``,
  );
  const [row = []] = await session.rows(sql);
  return Object.fromEntries(totals.map(([name], at) => [name, row[at] === null ? null : String(row[at])]));
};

const rewrite = async (
  session: Session,
  output: StepOutput,
  columns: readonly Column[],
  written: string,
  scratch: string,
): Promise<string> => {
  const file = join(scratch, `${output.name}.${output.format}`);
  if (output.format === 'json') {
    await session.run(`COPY (SELECT * FROM ${written}) TO ${text(file)} (FORMAT json, ARRAY false)`);
    return file;
  }
  const { header = true, delimiter = ',' } = output.csv ?? {};
  // A line is one text, quoted as Spark quotes: DuckDB quotes more, such as what begins with #.
  const line = columns.map((column) => csvCell(column, delimiter)).join(` || ${text(delimiter)} || `);
  const heading = columns.map(({ name }) => csvHeading(name, delimiter)).join(delimiter);
  await session.run(
    `COPY (SELECT ${line} AS ${identifier(heading)} FROM ${written}) TO ${text(file)} (FORMAT csv, HEADER ${header}, DELIMITER '\u0001', QUOTE '', ESCAPE '', NULLSTR '')`,
  );
  return file;
};

const sha256 = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
};
