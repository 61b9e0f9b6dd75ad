/** A DuckDB identifier, whatever it holds. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A DuckDB text literal, whatever it holds. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
