/** What is read off the primary table in one pass, or by grouping it; rules ask for measures, and equal ones are taken once. */
export interface Measure {
  /** Equal for equal measures. */
  id: string;
  /** Its name among a run's metrics: `Column.price.Mean`, with the where clause behind. */
  metric: string;
  where?: string;
  /** Why it cannot be taken, such as a column that is not there. */
  problem?: string;
  work: Work;
}

export type Work =
  | {
      kind: 'scan';
      /** Aggregates in SQL, each a DOUBLE or NULL; `selected` wraps a value so that rows outside the where clause give NULL. */
      aggregates(filter: Filter): string[];
      /** undefined when there was nothing to measure. */
      result(values: readonly (number | null)[]): number | undefined;
    }
  | { kind: 'groups'; columns: readonly string[]; result(groups: Groups): number | undefined }
  | { kind: 'bins'; column: string }
  | { kind: 'query'; statement: string }
  | { kind: 'known'; value: number };

export interface Filter {
  /** `value` where the where clause holds, NULL elsewhere. */
  selected(value: string): string;
  /** Rows that the where clause keeps; NULL when there are no rows at all to ask. */
  count: string;
  /** The flag itself: true, false or NULL; undefined without a where clause. */
  flag: string | undefined;
}

/** Facts on the groups of rows that have the same values in some columns, rows with NULL in all of them aside. */
export interface Groups {
  rows: number;
  distinct: number;
  /** Groups of one row; null when there are no groups. */
  single: number | null;
  entropy: number | null;
}

export type Measured =
  | { kind: 'value'; value: number }
  /** All input was NULL, or the where clause kept nothing. */
  | { kind: 'empty' }
  | { kind: 'failed'; reason: string };

/** Adds the where clause to a measure's name, as results of past runs are told apart by it. */
export const metricKey = (name: string, where: string | undefined): string =>
  where === undefined ? name : `${name} (where: ${where})`;
