import { isNumeric, type ResolvedColumn } from '../../dataset.ts';
import { dateOf, textOf, timestampOf } from '../textOf.ts';

interface Side {
  column: ResolvedColumn;
  /** The table's alias in the query. */
  alias: string;
}

/** Two columns of different tables as SQL that may be compared: by numbers, dates or texts, as Spark widens them. */
export const comparable = (left: Side, right: Side): [string, string] => {
  const [one, two] = [qualified(left), qualified(right)];
  if (one.kind === two.kind) return [one.sql, two.sql];
  if (isNumeric(one.kind) || isNumeric(two.kind)) return [number(one), number(two)];
  if (one.kind === 'timestamp' || two.kind === 'timestamp') return [timestampOf(one), timestampOf(two)];
  if (one.kind === 'date' || two.kind === 'date') return [dateOf(one), dateOf(two)];
  return [textOf(one), textOf(two)];
};

const qualified = ({ column, alias }: Side): ResolvedColumn => ({ ...column, sql: `${alias}.${column.sql}` });

const number = ({ kind, sql }: ResolvedColumn): string =>
  isNumeric(kind) ? `CAST(${sql} AS DOUBLE)` : `TRY_CAST(${sql} AS DOUBLE)`;
