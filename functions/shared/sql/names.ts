/**
 * Text of Spark SQL from names and values. Every identifier and literal that the project's generated SQL holds goes through here.
 */

/** A column of a declared result: its name and its Spark SQL type. */
export interface Column {
  name: string;
  type: string;
}

/** `` `name` ``: an identifier of Spark SQL, back-quotes doubled. */
export const identifier = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** `'text'`: a literal of Spark SQL; backslashes are escapes there, so they are doubled, and quotes are escaped. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The entries of a `name → type` record as columns, in the order they are written. */
export const columnsOf = (record: Record<string, string>): Column[] =>
  Object.entries(record).map(([name, type]) => ({ name, type }));

/** Identifiers, separated by commas. */
export const list = (columns: readonly (Column | string)[]): string =>
  columns.map((column) => identifier(typeof column === 'string' ? column : column.name)).join(', ');

/** `concat_ws(separator, …)` of any number of parts; nested by fives because the laptop's engine knows it with few arguments only. */
export const joinText = (separator: string, parts: readonly string[]): string => {
  if (parts.length <= 5) return `concat_ws(${literal(separator)}, ${parts.join(', ')})`;
  const groups: string[] = [];
  for (let start = 0; start < parts.length; start += 5) groups.push(joinText(separator, parts.slice(start, start + 5)));
  return joinText(separator, groups);
};
