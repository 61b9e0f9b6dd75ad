import type { SortItem } from '../syntax/ast.ts';

/** Where NULLs stand is always said: the engines' defaults differ. */
export const sortSql = ({ descending, nullsFirst }: SortItem, sql: string): string =>
  `${sql} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
