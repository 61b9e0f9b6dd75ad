import { DuckDBInstance } from '@duckdb/node-api';
import { type Kind, kindOf, kindTests } from './kinds.ts';
import { sqlNames } from './names.ts';
import { NewPipelineInvalid } from './pipelineRequest.ts';
import { sniff } from './sniff.ts';

/** What a column of the file holds. */
export interface ColumnProfile {
  header: string;
  name: string;
  /** What its texts are, missing ones aside. */
  kind: Kind;
  rows: number;
  /** Rows with neither an empty text nor a marker of missing. */
  filled: number;
  /** Texts that stand for a missing value, as they are written. */
  markers: string[];
  distinct: number;
  /** The commonest values, at most 64, commonest first; all of them when `distinct` is not above 64. */
  levels: { value: string; rows: number }[];
  /** Of numbers. */
  min: number | undefined;
  max: number | undefined;
}

export interface TableProfile {
  path: string;
  delimiter: string;
  rows: number;
  columns: ColumnProfile[];
}

/** Texts that stand for a missing value, in lower case. `none` and `-` do so among numbers only: in a column of words they may be words. */
const MARKERS = ['na', 'n/a', '#n/a', 'nan', 'null', '?', '<na>'];
const NUMBER_MARKERS = [...MARKERS, '-', '.', 'none', 'missing', 'unknown'];
export const MOST_LEVELS = 64;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const inList = (texts: readonly string[]): string => texts.map(quoted).join(', ');

/**
 * Reads a file once with DuckDB, every column as text, and says what each holds.
 *
 * @throws NewPipelineInvalid for a file that is no such table
 */
export const profile = async (path: string): Promise<TableProfile> => {
  const { delimiter, header } = await sniff(path);
  const names = sqlNames(header);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  try {
    const columns = names.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ');
    try {
      await connection.run(
        `CREATE TABLE landed AS SELECT * FROM read_csv(${quoted(path)}, auto_detect = false, header = true, delim = ${quoted(delimiter)}, quote = '"', escape = '"', nullstr = '', columns = {${columns}}, max_line_size = 16777216)`,
      );
    } catch (cause) {
      throw new NewPipelineInvalid(`${path} is no table: ${(cause as Error).message.split('\n')[0]}`, { cause });
    }
    const [count] = await rowsOf('SELECT count(*) AS n FROM landed');
    const rows = Number(count?.n ?? 0);
    if (rows === 0) throw new NewPipelineInvalid(`${path} has a header and no rows`);
    const profiles: ColumnProfile[] = [];
    for (const [index, name] of names.entries()) {
      await connection.run(
        `CREATE OR REPLACE TABLE texts AS SELECT trim(${identifier(name)}) AS v, count(*) AS n FROM landed WHERE trim(${identifier(name)}) <> '' GROUP BY 1`,
      );
      const look = async (markers: readonly string[]) => {
        const among = `lower(v) IN (${inList(markers)})`;
        const [found = {}] = await rowsOf(`SELECT ${kindTests()} FROM texts WHERE NOT ${among}`);
        return { among, found };
      };
      const asNumber = await look(NUMBER_MARKERS);
      const kind = kindOf(asNumber.found);
      const { among, found } = kind.name === 'text' ? await look(MARKERS) : asNumber;
      const markers = await rowsOf(`SELECT v FROM texts WHERE ${among} ORDER BY v`);
      const levels = await rowsOf(`SELECT v, n FROM texts WHERE NOT ${among} ORDER BY n DESC, v LIMIT ${MOST_LEVELS}`);
      profiles.push({
        header: header[index] ?? name,
        name,
        kind,
        rows,
        filled: Number(found.filled),
        markers: markers.map(({ v }) => String(v)),
        distinct: Number(found.distinct_values),
        levels: levels.map(({ v, n }) => ({ value: String(v), rows: Number(n) })),
        min: found.min_number === null ? undefined : Number(found.min_number),
        max: found.max_number === null ? undefined : Number(found.max_number),
      });
    }
    return { path, delimiter, rows, columns: profiles };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};
