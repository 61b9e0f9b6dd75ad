import type { Column } from '../types/dataType.ts';
import { sqlInvalid } from './failure.ts';

/** Columns under the names that an alias gives them. Throws `SqlInvalid` for another number of names. */
export const renamed = <T extends Column>(columns: readonly T[], names: readonly string[], what: string): T[] => {
  if (names.length > 0 && names.length !== columns.length)
    throw sqlInvalid(`${what} names ${names.length} columns, but there are ${columns.length}`);
  return columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
};
