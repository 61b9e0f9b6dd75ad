import { duckdbType } from '../sql/types/duckdbType.ts';
import { parseType } from '../sql/types/parseType.ts';

/** The DuckDB type that holds a Hive type's values; `varchar(n)` and `char(n)` are text. */
export const duckdbTypeOf = (type: string): string =>
  /^(?:var)?char\b/i.test(type.trim()) ? 'VARCHAR' : duckdbType(parseType(type));
