/** Spark SQL as DuckDB runs it. */
export interface CompiledSql {
  /** In DuckDB's SQL. */
  sql: string;
  /** The names of its columns, in order. */
  columns: readonly string[];
}

/** How rules' SQL (CustomSql, where clauses) gets DuckDB's words and Spark's meaning; engines/sql fills it. */
export interface SparkSql {
  /** Makes a table known by name, so that later SQL may speak of it. */
  declare(name: string, columns: readonly { name: string; type: string }[]): void;
  /** Throws with a readable message when the text is no valid query, or has what cannot be answered alike. */
  compile(sql: string): Promise<CompiledSql>;
}
