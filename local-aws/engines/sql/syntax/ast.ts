import type { DataType } from '../types/dataType.ts';

/** Where something begins in its statement. */
interface Placed {
  at: number;
}

export type Expression = Placed &
  (
    | { kind: 'null' }
    | { kind: 'boolean'; value: boolean }
    /** As written, without its suffix; `suffix` is Spark's: D, F, L, S, Y, BD. */
    | { kind: 'number'; text: string; suffix: string }
    | { kind: 'text'; value: string }
    /** `DATE '2026-11-22'`, `TIMESTAMP '…'`, `X'1F'` */
    | { kind: 'typed'; type: string; value: string }
    | {
        kind: 'interval';
        parts: { value: Expression; unit: string }[];
        range?: { from: string; to: string; text: string };
      }
    | { kind: 'parameter'; name: string }
    | { kind: 'column'; parts: string[] }
    | { kind: 'star'; qualifier: string[]; except: string[] }
    | { kind: 'unary'; operator: string; operand: Expression }
    | { kind: 'binary'; operator: string; left: Expression; right: Expression }
    | { kind: 'is'; operand: Expression; not: boolean; what: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN' }
    | { kind: 'between'; operand: Expression; not: boolean; low: Expression; high: Expression }
    | { kind: 'in'; operand: Expression; not: boolean; list: Expression[] }
    | { kind: 'inQuery'; operand: Expression; not: boolean; query: Query }
    | { kind: 'exists'; query: Query }
    | { kind: 'scalarQuery'; query: Query }
    | {
        kind: 'like';
        operator: 'LIKE' | 'ILIKE' | 'RLIKE';
        operand: Expression;
        not: boolean;
        pattern: Expression;
        escape?: string;
      }
    | { kind: 'case'; operand?: Expression; whens: { when: Expression; result: Expression }[]; otherwise?: Expression }
    | { kind: 'cast'; operand: Expression; type: DataType; mode: 'ansi' | 'try' }
    | Call
    | { kind: 'lambda'; parameters: string[]; body: Expression }
    | { kind: 'subscript'; operand: Expression; index: Expression }
    | { kind: 'field'; operand: Expression; name: string }
    | { kind: 'row'; items: Expression[] }
  );

export interface Call {
  kind: 'call';
  /** Lower case. */
  name: string;
  arguments: Argument[];
  distinct: boolean;
  filter?: Expression;
  nulls?: 'IGNORE' | 'RESPECT';
  /** Of `WITHIN GROUP`. */
  within?: SortItem[];
  over?: Window | string;
}

export interface Argument {
  value: Expression;
  /** `struct(x AS a)` */
  alias?: string;
}

export interface Window {
  base?: string;
  partition: Expression[];
  order: SortItem[];
  frame?: { unit: 'ROWS' | 'RANGE'; start: FrameBound; end: FrameBound };
}

export type FrameBound =
  | { kind: 'current' }
  | { kind: 'unbounded'; side: 'PRECEDING' | 'FOLLOWING' }
  | { kind: 'offset'; side: 'PRECEDING' | 'FOLLOWING'; value: Expression };

export interface SortItem {
  value: Expression;
  descending: boolean;
  nullsFirst: boolean;
}

export interface SelectItem {
  value: Expression;
  /** Several for a generator: `posexplode(x) AS (p, c)`. */
  aliases: string[];
}

export interface Query {
  with: { name: string; columns: string[]; query: Query }[];
  body: QueryBody;
  order: SortItem[];
  limit?: Expression;
  offset?: Expression;
}

export type QueryBody =
  | ({ kind: 'select' } & Select)
  | { kind: 'values'; rows: Expression[][]; alias?: TableAlias }
  | { kind: 'set'; operator: 'UNION' | 'EXCEPT' | 'INTERSECT'; all: boolean; left: QueryBody; right: QueryBody }
  | { kind: 'nested'; query: Query };

export interface Select {
  distinct: boolean;
  items: SelectItem[];
  from: Relation[];
  views: LateralView[];
  where?: Expression;
  group?: Grouping;
  having?: Expression;
  windows: Map<string, Window>;
}

export interface Grouping {
  all: boolean;
  items: Expression[];
  kind?: 'ROLLUP' | 'CUBE' | 'SETS';
  sets: Expression[][];
}

export interface TableAlias {
  name: string;
  columns: string[];
}

export interface LateralView {
  outer: boolean;
  call: Call;
  alias: string;
  columns: string[];
}

export type Relation =
  | { kind: 'table'; name: string; alias?: TableAlias; at: number }
  | { kind: 'query'; query: Query; alias?: TableAlias; lateral: boolean }
  | { kind: 'generator'; call: Call; alias?: TableAlias }
  | {
      kind: 'join';
      type: JoinType;
      left: Relation;
      right: Relation;
      natural: boolean;
      on?: Expression;
      using?: string[];
    };

export type JoinType = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'SEMI' | 'ANTI';
