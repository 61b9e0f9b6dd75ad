import type { Expression, Query } from '../syntax/ast.ts';
import type { Column, DataType } from '../types/dataType.ts';
import type { Scope } from './scope.ts';
import type { Typed } from './typed.ts';

/** A query's DuckDB text and what it gives. `sqlName` is a column's name in that text. */
export interface CompiledQuery {
  sql: string;
  columns: (Column & { sqlName: string })[];
}

/** What a statement is compiled against. */
export interface Context {
  /** Columns of a view by its lower-case name. */
  views: ReadonlyMap<string, { sqlName: string; columns: readonly Column[] }>;
  /** Types of the parameters by name. */
  parameters: ReadonlyMap<string, DataType>;
  /** A name that no other relation or lambda parameter of the statement has. */
  fresh(prefix: string): string;
  compile(expression: Expression, scope: Scope): Typed;
  compileQuery(query: Query, outer: Scope | undefined): CompiledQuery;
}
