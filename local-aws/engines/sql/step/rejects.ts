import { identifier } from '../duckdb/quote.ts';
import type { Session } from '../duckdb/session.ts';
import { BIGINT, type Column, STRING } from '../types/dataType.ts';

/** A line of a source that is no row. */
export interface Reject {
  file: string;
  /** From 1, the header included. */
  line: number;
  text: string;
  reason: string;
}

/** Columns of a view of rejects. */
export const REJECT_COLUMNS: readonly Column[] = [
  { name: 'file', type: STRING },
  { name: 'line', type: BIGINT },
  { name: 'text', type: STRING },
  { name: 'reason', type: STRING },
];

/** Fills the table that a step's SQL sees as its view of rejects; makes it where it is not there yet. */
export const storeRejects = async (session: Session, name: string, rejects: readonly Reject[]): Promise<void> => {
  await session.run(
    `CREATE TEMP TABLE IF NOT EXISTS ${identifier(name)} (file VARCHAR, line BIGINT, text VARCHAR, reason VARCHAR)`,
  );
  for (const { file, line, text, reason } of rejects)
    await session.run(`INSERT INTO ${identifier(name)} VALUES ($file, $line, $text, $reason)`, {
      file,
      line,
      text,
      reason,
    });
};
