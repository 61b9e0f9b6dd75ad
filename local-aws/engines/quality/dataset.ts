import { identifier } from '../sql/duckdb/quote.ts';

/** A column as the Glue catalog declares it. */
export interface Column {
  name: string;
  /** Hive's name, such as `decimal(12,2)`. */
  type: string;
}

/** A table that rules speak of. */
export interface Dataset {
  columns: readonly Column[];
  /** What stands after FROM, in DuckDB's SQL; its columns are named as in `columns` and have their types. */
  relation: string;
}

/** What matters of a type to a rule. */
export type Kind = 'string' | 'integer' | 'float' | 'double' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'other';

const KINDS: Readonly<Record<string, Kind>> = {
  string: 'string',
  varchar: 'string',
  char: 'string',
  tinyint: 'integer',
  smallint: 'integer',
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  float: 'float',
  double: 'double',
  decimal: 'decimal',
  date: 'date',
  timestamp: 'timestamp',
  boolean: 'boolean',
};

export const kindOf = (type: string): Kind =>
  KINDS[
    type
      .toLowerCase()
      .replace(/[(<].*$/s, '')
      .trim()
  ] ?? 'other';

export const isNumeric = (kind: Kind): boolean => ['integer', 'float', 'double', 'decimal'].includes(kind);

export interface ResolvedColumn extends Column {
  kind: Kind;
  /** As SQL names it. */
  sql: string;
}

/** The column of that name, whatever its letters' case; back-quotes around the name are no part of it. */
export const findColumn = (dataset: Dataset, name: string): ResolvedColumn | undefined => {
  const plain = /^`.*`$/s.test(name) ? name.slice(1, -1) : name;
  const column =
    dataset.columns.find((candidate) => candidate.name === plain) ??
    dataset.columns.find((candidate) => candidate.name.toLowerCase() === plain.toLowerCase());
  return column && { ...column, kind: kindOf(column.type), sql: identifier(column.name) };
};

/** Spark's name of a Hive type, by which schemas are compared. */
export const sparkTypeName = (type: string): string => {
  const lower = type.toLowerCase().replaceAll(' ', '');
  const names: Readonly<Record<string, string>> = {
    tinyint: 'byte',
    smallint: 'short',
    int: 'integer',
    bigint: 'long',
    decimal: 'decimal(10,0)',
  };
  return names[lower] ?? lower;
};
