import { type DataType, NULL } from '../types/dataType.ts';

/** A compiled expression: DuckDB's text, and the type that Spark gives it. */
export interface Typed {
  sql: string;
  type: DataType;
  /** The value of a literal, where rules look at it: a number's digits, a text, true or false. */
  literal?: string | boolean;
  /** Whether the literal is an integer written in the statement: its own digits count as its precision. */
  integer?: boolean;
  /** For the name of an unnamed column. */
  name?: string;
  /** A generator's several columns, only as an item of SELECT. */
  columns?: { name: string; sql: string; type: DataType }[];
}

export const typed = (sql: string, type: DataType): Typed => ({ sql, type });

export const NULL_LITERAL: Typed = { sql: 'NULL', type: NULL };
