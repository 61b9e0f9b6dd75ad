import { identifier } from '../duckdb/quote.ts';
import type { Window } from '../syntax/ast.ts';
import type { Column, DataType } from '../types/dataType.ts';
import { sqlInvalid } from './failure.ts';
import type { Typed } from './typed.ts';

/** A column that a name may mean. */
export interface ScopeColumn {
  name: string;
  /** Lower-case names under which the relation is known. */
  qualifier?: string;
  sql: string;
  type: DataType;
  /** Only by `t.c`, never by `*` or `c`: the other side of a USING join. */
  hidden?: boolean;
}

/** What names mean at a place of a statement. */
export class Scope {
  readonly columns: readonly ScopeColumn[];
  readonly outer: Scope | undefined;
  /** Aliases of the select list, for ORDER BY, HAVING, GROUP BY and later items. */
  readonly aliases = new Map<string, Typed>();
  windows: ReadonlyMap<string, Window> = new Map();
  /** Whether an aggregate without OVER was compiled. */
  aggregated = false;
  /** Window calls of a SELECT: written down at the first compilation, named by their columns at the second. */
  hoist: { windows: string[] } | { columns: readonly string[]; next: number } | undefined;
  /** While the items of SELECT are compiled. */
  projecting = false;

  constructor(columns: readonly ScopeColumn[], outer?: Scope) {
    this.columns = columns;
    this.outer = outer;
  }

  /** The column (and struct field) of a dotted name. Throws `SqlInvalid` for unknown and ambiguous names. */
  resolve(parts: readonly string[]): Typed {
    const found = this.#find(parts);
    if (found) return found;
    const known = this.columns.filter(({ hidden }) => !hidden).map(({ name }) => name);
    throw sqlInvalid(`there is no column ${parts.join('.')}; there are: ${known.join(', ') || 'none'}`);
  }

  #find(parts: readonly string[]): Typed | undefined {
    const [first = '', second] = parts.map((part) => part.toLowerCase());
    if (second !== undefined) {
      const qualified = this.columns.filter((c) => c.qualifier === first && c.name.toLowerCase() === second);
      if (qualified.length > 0) return fields(this.#one(qualified, parts), parts.slice(2));
    }
    const plain = this.columns.filter((c) => !c.hidden && c.name.toLowerCase() === first);
    if (plain.length > 0) return fields(this.#one(plain, parts), parts.slice(1));
    const alias = this.aliases.get(first);
    if (alias) return fields(alias, parts.slice(1));
    return this.outer === undefined ? undefined : this.outer.#find(parts);
  }

  #one(columns: readonly ScopeColumn[], parts: readonly string[]): Typed {
    const [column, other] = columns;
    if (!column || other) throw sqlInvalid(`the column ${parts.join('.')} is ambiguous: name its table`);
    return { sql: column.sql, type: column.type, name: column.name };
  }
}

/** `value.a.b` */
export const fields = (value: Typed, names: readonly string[]): Typed =>
  names.reduce((from, name) => field(from, name), value);

/** A struct's field, or the array of a field of an array of structs. */
export const field = (value: Typed, name: string): Typed => {
  const struct = value.type.kind === 'array' ? value.type.element : value.type;
  if (value.type.kind === 'map') throw sqlInvalid(`map.${name}: write map['${name}']`);
  const found =
    struct.kind === 'struct' ? struct.fields.find((f) => f.name.toLowerCase() === name.toLowerCase()) : undefined;
  if (!found) throw sqlInvalid(`there is no field ${name} in ${value.name ?? 'the value'}`);
  if (value.type.kind === 'array')
    return {
      sql: `list_transform(${value.sql}, lambda e: e.${identifier(found.name)})`,
      type: { kind: 'array', element: found.type },
      name: found.name,
    };
  return {
    sql: `struct_extract(${value.sql}, '${found.name.replaceAll("'", "''")}')`,
    type: found.type,
    name: found.name,
  };
};

/** Columns of a relation known as `qualifier`, found under DuckDB's alias `alias`. */
export const relationColumns = (
  columns: readonly (Column & { sqlName?: string })[],
  alias: string,
  qualifier: string | undefined,
): ScopeColumn[] =>
  columns.map(({ name, type, sqlName }) => ({
    name,
    type,
    sql: `${alias}.${identifier(sqlName ?? name)}`,
    ...(qualifier !== undefined && { qualifier: qualifier.toLowerCase() }),
  }));
