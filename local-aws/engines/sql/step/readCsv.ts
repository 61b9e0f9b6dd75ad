import { identifier, text } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { isGzip, verifyGzip } from './gzip.ts';
import { headerNames } from './headerLine.ts';
import type { ResolvedObject } from './port.ts';
import type { Reject } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';

/** How a delimited file is read where the step says nothing. */
const DEFAULTS = { header: true, delimiter: ',', quote: '"', nullText: '' };

/**
 * Reads a delimited input into the table `into`, every column as text; answers the lines that are no rows. Both engines take empty and
 * `nullText` as NULL. Throws `SchemaChanged` for another header, `SourceDamaged` for bytes that are no such file.
 */
export const readCsv = async (
  session: Session,
  input: StepInput,
  objects: readonly ResolvedObject[],
  into: string,
): Promise<Reject[]> => {
  const csv = { ...DEFAULTS, ...input.csv };
  const rejects: Reject[] = [];
  const columns = input.columns.map(({ name }) => `${text(name)}: 'VARCHAR'`).join(', ');
  await session.run(
    `CREATE TEMP TABLE ${identifier(into)} (${input.columns.map(({ name }) => `${identifier(name)} VARCHAR`).join(', ')})`,
  );
  // Gzip and plain files cannot be read by one call; one file a call also keeps the order of the files.
  for (const object of objects) {
    if (csv.header) await checkHeader(input, object, csv);
    const gzip = isGzip(object.path);
    const verified = gzip ? verifyGzip(object) : Promise.resolve();
    // Awaited below; a failure before that must not count as unhandled.
    verified.catch(() => {});
    try {
      await session.run(
        `INSERT INTO ${identifier(into)} SELECT * FROM read_csv(${text(object.path)}, auto_detect = false, columns = {${columns}}, header = ${csv.header}, delim = ${text(csv.delimiter)}, quote = ${text(csv.quote)}, escape = ${text(csv.quote)}, nullstr = ${text(csv.nullText)}, compression = ${gzip ? "'gzip'" : "'none'"}, strict_mode = true, hive_partitioning = false, max_line_size = 16777216, store_rejects = true, rejects_limit = 0)`,
      );
    } catch (error) {
      await verified;
      const reason = error instanceof Error ? error.message.replaceAll(object.path, object.uri) : String(error);
      throw new StepError('SourceDamaged', `${object.uri} (table ${input.name}) cannot be read: ${reason}`, {
        cause: error,
      });
    }
    await verified;
    rejects.push(...(await takeRejects(session, input, object, csv.quote)));
  }
  return rejects;
};

const checkHeader = async (
  input: StepInput,
  object: ResolvedObject,
  csv: { delimiter: string; quote: string },
): Promise<void> => {
  const found = await headerNames(object.path, csv);
  // A file without a single byte has no rows; it is the quality rules' matter, not a changed schema.
  if (found === undefined) return;
  const expected = input.columns.map(({ name }) => name);
  for (let at = 0; at < Math.max(expected.length, found.length); at++)
    if (expected[at]?.toLowerCase() !== found[at]?.trim().toLowerCase())
      throw new StepError(
        'SchemaChanged',
        `table ${input.name}, column ${at + 1}: expected ${expected[at] ?? 'no further column'}, found ${found[at] ?? 'no further column'} in ${object.uri} (header: ${found.join(csv.delimiter)})`,
      );
};

/** Empties DuckDB's own tables of rejected lines. */
const takeRejects = async (
  session: Session,
  input: StepInput,
  object: ResolvedObject,
  quote: string,
): Promise<Reject[]> => {
  const rows = await session.rows(
    'SELECT line, any_value(csv_line ORDER BY column_idx), any_value(error_type ORDER BY column_idx), any_value(error_message ORDER BY column_idx) FROM reject_errors GROUP BY line ORDER BY line',
  );
  await session.run('DELETE FROM reject_errors; DELETE FROM reject_scans');
  return rows.map((row) => {
    const [line, csvLine, type, message] = row.map((value) => (value === null ? '' : String(value)));
    if (type === 'INVALID ENCODING')
      throw new StepError(
        'SourceDamaged',
        `${object.uri} (table ${input.name}) is not UTF-8 at line ${line}; land the file again in UTF-8`,
      );
    if (type === 'UNQUOTED VALUE' && ((csvLine ?? '').split(quote).length - 1) % 2 === 1)
      throw new StepError(
        'SourceDamaged',
        `${object.uri} (table ${input.name}) has a quote that never closes, opened at line ${line}`,
      );
    return { file: object.uri, line: Number(line), text: csvLine ?? '', reason: message ?? '' };
  });
};
