import type { Run } from '../shared/contracts/run.ts';
import { hashOf } from '../shared/hash.ts';
import { layout } from '../shared/layout.ts';
import { writeText } from '../shared/objects.ts';
import { type RecordRow, type RecordTable, recordTables } from '../shared/reports/recordTables.ts';

/** Every value as text, and a line even where there is nothing to say, so that the file has the columns. */
const lineOf = (row: RecordRow): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])),
  );

/** The records as files of JSON lines, under the hash of what they say: equal records are equal addresses. */
export const writeRecords = async (
  run: Run,
  source: string,
  rows: Record<RecordTable, RecordRow[]>,
): Promise<Record<RecordTable, string>> => {
  const prefix = layout.stage(run, `records-${source}`, hashOf(rows).slice(0, 24));
  const written = await Promise.all(
    (Object.entries(recordTables) as [RecordTable, Record<string, string>][]).map(async ([table, columns]) => {
      const nothing = Object.fromEntries(Object.keys(columns).map((column) => [column, null]));
      const uri = `${prefix}${table}.jsonl`;
      await writeText(uri, `${[...rows[table], nothing].map(lineOf).join('\n')}\n`, 'application/x-ndjson');
      return [table, uri] as const;
    }),
  );
  return Object.fromEntries(written) as Record<RecordTable, string>;
};
