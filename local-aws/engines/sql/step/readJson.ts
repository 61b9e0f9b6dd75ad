import { identifier, text } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import type { ResolvedObject } from './port.ts';
import type { Reject } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';
import { textFile } from './textFile.ts';

/**
 * Reads an input of one JSON object a line into the table `into`, every declared field as text: a string's own, else the value's JSON.
 * A missing field is NULL, an undeclared one is left out. Answers the lines that are no JSON objects.
 */
export const readJson = async (
  session: Session,
  input: StepInput,
  objects: readonly ResolvedObject[],
  into: string,
  scratch: string,
): Promise<Reject[]> => {
  const rejects: Reject[] = [];
  const columns = input.columns.map(({ name }) => `${identifier(name)} VARCHAR`).join(', ');
  await session.run(`CREATE TEMP TABLE ${identifier(into)} (${columns})`);
  const fields = input.columns
    .map(({ name }) => `json_extract_string(line, ${text(`$."${name}"`)}) AS ${identifier(name)}`)
    .join(', ');
  for (const object of objects) {
    const file = await textFile(object, scratch);
    // A line is one value: no delimiter of a delimited file occurs in JSON text outside its strings as this control character does.
    await session.run(
      `CREATE OR REPLACE TEMP TABLE json_lines AS SELECT line, row_number() OVER () AS number FROM read_csv(${text(file.path)}, auto_detect = false, columns = {'line': 'VARCHAR'}, hive_partitioning = false, header = false, delim = '\u0001', quote = '', escape = '', compression = 'none', max_line_size = 16777216, buffer_size = 33554432)`,
    );
    await file.release();
    const isRow = "json_valid(line) AND json_type(line) = 'OBJECT'";
    await session.run(
      `INSERT INTO ${identifier(into)} SELECT ${fields} FROM json_lines WHERE CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE false END`,
    );
    const bad = await session.rows(
      `SELECT number, line FROM json_lines WHERE line IS NOT NULL AND trim(line) <> '' AND NOT (CASE WHEN json_valid(line) THEN ${isRow} ELSE false END) ORDER BY number`,
    );
    for (const [number, line] of bad)
      rejects.push({ file: object.uri, line: Number(number), text: String(line), reason: 'not a JSON object' });
  }
  await session.run('DROP TABLE IF EXISTS json_lines');
  return rejects;
};
