import { notPortable } from '../errors.ts';
import { parseQuery } from '../syntax/queryParser.ts';
import type { Column, DataType } from '../types/dataType.ts';
import type { Context } from './context.ts';
import { compile } from './expressions.ts';
import { sqlInvalid } from './failure.ts';
import { compileQuery } from './queries.ts';

export interface Compiled {
  /** A DuckDB statement. */
  sql: string;
  columns: Column[];
}

/**
 * Turns Spark SQL into DuckDB SQL that gives the same rows and types, or refuses. It knows the type of every expression as Spark would
 * infer it, so that each coercion, result type and edge case is written out; a function without an entry in `functions/` is refused.
 */
export class Compiler {
  readonly #views = new Map<string, { sqlName: string; columns: readonly Column[] }>();
  readonly #parameters = new Map<string, DataType>();

  /** Makes a view or table of DuckDB known under its name. */
  declare(name: string, columns: readonly Column[]): void {
    this.#views.set(name.toLowerCase(), { sqlName: name, columns });
  }

  /** Makes `:name` known; its value is the DuckDB variable of that name. */
  parameter(name: string, type: DataType): void {
    this.#parameters.set(name, type);
  }

  /** Throws `SqlInvalid` for what Spark refuses as well, `NotPortable` for what has no proven equal. */
  compile(spark: string): Compiled {
    let names = 0;
    const context: Context = {
      views: this.#views,
      parameters: this.#parameters,
      fresh: (prefix) => `${prefix}${++names}`,
      compile: (expression, scope) => compile(context, expression, scope),
      compileQuery: (query, outer) => compileQuery(context, query, outer),
    };
    const { sql, columns } = compileQuery(context, parseQuery(spark), undefined);
    const months = columns.find(({ type }) => type.kind === 'interval' && type.family === 'year month');
    if (months) throw notPortable(`an interval of months as the result's column ${months.name}`, 'a number of months');
    const twice = columns.find(({ name, sqlName }) => name !== sqlName);
    if (twice) throw sqlInvalid(`two columns of the result are named ${twice.name}`);
    return { sql, columns: columns.map(({ name, type }) => ({ name, type })) };
  }
}
