import { argument } from '../compile/coercion.ts';
import type { Context } from '../compile/context.ts';
import type { Scope } from '../compile/scope.ts';
import { type Typed, typed } from '../compile/typed.ts';
import type { Call } from '../syntax/ast.ts';
import type { DataType } from '../types/dataType.ts';

/** Builds the text of an aggregate or window function with the call's DISTINCT, FILTER and OVER. */
export type Aggregate = (name: string, args: readonly string[], options?: { nulls?: string; order?: string }) => string;

/** A function that is proven to answer as Spark does. What is in no table is refused. */
export type Entry =
  | { kind: 'scalar'; min: number; max: number; of(args: readonly Typed[], name: string): Typed }
  /** Sees the call itself: lambdas, names of arguments, arguments that are not evaluated. */
  | { kind: 'special'; of(context: Context, call: Call, scope: Scope): Typed }
  | {
      kind: 'aggregate';
      min: number;
      max: number;
      distinct?: boolean;
      of(args: readonly Typed[], aggregate: Aggregate, call: Call): Typed;
    }
  /** Only with OVER. */
  | { kind: 'window'; min: number; max: number; of(args: readonly Typed[], aggregate: Aggregate, call: Call): Typed };

export type Entries = Readonly<Record<string, Entry>>;

/** A function of fixed parameter types; the last `optional` ones may be left out. */
export const scalar = (
  parameters: readonly DataType[],
  returns: DataType,
  sql: (...args: string[]) => string,
  optional = 0,
): Entry => ({
  kind: 'scalar',
  min: parameters.length - optional,
  max: parameters.length,
  of: (args, name) =>
    typed(sql(...args.map((arg, at) => argument(arg, parameters[at] as DataType, name).sql)), returns),
});

/** A function whose result depends on its arguments' types. */
export const generic = (min: number, max: number, of: (args: readonly Typed[], name: string) => Typed): Entry => ({
  kind: 'scalar',
  min,
  max,
  of,
});

/** The argument at that place; the count was checked before. */
export const arg = (args: readonly Typed[], at: number): Typed => {
  const value = args[at];
  if (!value) throw new Error(`argument ${at + 1} was not checked`);
  return value;
};
