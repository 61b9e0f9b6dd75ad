import { notPortable } from '../errors.ts';
import type { FrameBound, Window } from '../syntax/ast.ts';
import { isIntegral, isTimestamp } from './coercion.ts';
import type { Context } from './context.ts';
import { sqlInvalid } from './failure.ts';
import { isInterval } from './intervals.ts';
import type { Scope } from './scope.ts';
import { sortSql } from './sorting.ts';
import type { Typed } from './typed.ts';

/** `(PARTITION BY … ORDER BY … frame)`; a named window is written out. */
export const windowSql = (context: Context, over: Window | string, scope: Scope): string => {
  const window =
    typeof over === 'string'
      ? named(over, scope)
      : over.base === undefined
        ? over
        : { ...named(over.base, scope), ...given(over) };
  const partition = window.partition.map((each) => context.compile(each, scope).sql);
  const values = window.order.map(({ value }) => context.compile(value, scope));
  const order = window.order.map((item, at) => sortSql(item, (values[at] as Typed).sql));
  const parts = [
    partition.length > 0 && `PARTITION BY ${partition.join(', ')}`,
    order.length > 0 && `ORDER BY ${order.join(', ')}`,
    window.frame &&
      `${window.frame.unit} BETWEEN ${bound(context, window, window.frame.start, values)} AND ${bound(context, window, window.frame.end, values)}`,
  ];
  return `(${parts.filter(Boolean).join(' ')})`;
};

const named = (name: string, scope: Scope): Window => {
  const window = scope.windows.get(name.toLowerCase());
  if (!window) throw sqlInvalid(`there is no window ${name}`);
  return window;
};

const given = ({ partition, order, frame }: Window): Partial<Window> => ({
  ...(partition.length > 0 && { partition }),
  ...(order.length > 0 && { order }),
  ...(frame && { frame }),
});

const bound = (context: Context, window: Window, edge: FrameBound, order: readonly Typed[]): string => {
  if (edge.kind === 'current') return 'CURRENT ROW';
  if (edge.kind === 'unbounded') return `UNBOUNDED ${edge.side}`;
  const value = context.compile(edge.value, { columns: [] } as never);
  if (window.frame?.unit === 'RANGE') checkRange(order, value);
  else if (!isIntegral(value.type)) throw sqlInvalid('ROWS counts in integers');
  return `${value.sql} ${edge.side}`;
};

/** A range counts in the order's own unit. */
const checkRange = (order: readonly Typed[], value: Typed): void => {
  const [only, other] = order;
  if (!only || other) throw sqlInvalid('RANGE with an offset needs exactly one ORDER BY');
  if (isTimestamp(only.type) && isInterval(value.type)) return;
  if (isIntegral(only.type) && isIntegral(value.type)) return;
  if (only.type.kind === 'date') throw notPortable('RANGE over a DATE', 'an integer of days: ORDER BY unix_date(day)');
  throw notPortable('RANGE over this type', 'an integer second column');
};
