import type { ResolvedColumn } from '../dataset.ts';

/** A value as the text that Spark makes of it. */
export const textOf = ({ kind, sql }: ResolvedColumn): string => {
  switch (kind) {
    case 'string':
      return sql;
    case 'double':
    case 'float':
      return `dq_double_text(CAST(${sql} AS DOUBLE))`;
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
};

/** A value's date; NULL where Spark's cast gives NULL. */
export const dateOf = ({ kind, sql }: ResolvedColumn): string => {
  if (kind === 'date') return sql;
  if (kind === 'string') return `dq_date(${sql})`;
  return kind === 'timestamp' ? `CAST(${sql} AS DATE)` : 'CAST(NULL AS DATE)';
};

/** A value's point in time; NULL where Spark's cast gives NULL. */
export const timestampOf = ({ kind, sql }: ResolvedColumn): string => {
  if (kind === 'timestamp') return sql;
  if (kind === 'date') return `CAST(${sql} AS TIMESTAMP)`;
  return kind === 'string' ? `dq_timestamp(${sql})` : 'CAST(NULL AS TIMESTAMP)';
};
