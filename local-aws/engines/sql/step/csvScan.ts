import { text } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { StepError } from '../errors.ts';
import { headerNames } from './headerLine.ts';
import type { ResolvedObject } from './port.ts';
import type { Reject } from './rejects.ts';
import type { StepInput } from './stepDocument.ts';

/** How a delimited file is read where the step says nothing. */
const DEFAULTS = { header: true, delimiter: ',', quote: '"', nullText: '' };

const formOf = (input: StepInput) => ({ ...DEFAULTS, ...input.csv });

/** The table function that reads a delimited file without compression, every column as text; lines that are no rows go to DuckDB's tables of rejects. */
export const csvScan = (input: StepInput, path: string): string => {
  const csv = formOf(input);
  const columns = input.columns.map(({ name }) => `${text(name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${text(path)}, auto_detect = false, columns = {${columns}}, header = ${csv.header}, delim = ${text(csv.delimiter)}, quote = ${text(csv.quote)}, escape = ${text(csv.quote)}, nullstr = ${text(csv.nullText)}, compression = 'none', strict_mode = true, hive_partitioning = false, max_line_size = 16777216, buffer_size = 33554432, store_rejects = true, rejects_limit = 0)`;
};

/** Throws `SchemaChanged` where the file's header is not the declared columns. */
export const checkHeader = async (input: StepInput, { uri }: ResolvedObject, path: string): Promise<void> => {
  const csv = formOf(input);
  if (!csv.header) return;
  const found = await headerNames(path, csv);
  // A file without a single byte has no rows; it is the quality rules' matter, not a changed schema.
  if (found === undefined) return;
  const expected = input.columns.map(({ name }) => name);
  for (let at = 0; at < Math.max(expected.length, found.length); at++)
    if (expected[at]?.toLowerCase() !== found[at]?.trim().toLowerCase())
      throw new StepError(
        'SchemaChanged',
        `table ${input.name}, column ${at + 1}: expected ${expected[at] ?? 'no further column'}, found ${found[at] ?? 'no further column'} in ${uri} (header: ${found.join(csv.delimiter)})`,
      );
};

/** Empties DuckDB's own tables of rejected lines. Throws `SourceDamaged` for what is wrong with the file, not with a line. */
export const takeRejects = async (session: Session, input: StepInput, { uri }: ResolvedObject): Promise<Reject[]> => {
  const { quote } = formOf(input);
  const rows = await session.rows(
    'SELECT line, any_value(csv_line ORDER BY column_idx), any_value(error_type ORDER BY column_idx), any_value(error_message ORDER BY column_idx) FROM reject_errors GROUP BY line ORDER BY line',
  );
  await session.run('DELETE FROM reject_errors; DELETE FROM reject_scans');
  return rows.map((row) => {
    const [line, csvLine, type, message] = row.map((value) => (value === null ? '' : String(value)));
    if (type === 'INVALID ENCODING')
      throw new StepError(
        'SourceDamaged',
        `${uri} (table ${input.name}) is not UTF-8 at line ${line}; land the file again in UTF-8`,
      );
    if (type === 'UNQUOTED VALUE' && ((csvLine ?? '').split(quote).length - 1) % 2 === 1)
      throw new StepError(
        'SourceDamaged',
        `${uri} (table ${input.name}) has a quote that never closes, opened at line ${line}`,
      );
    return { file: uri, line: Number(line), text: csvLine ?? '', reason: message ?? '' };
  });
};
