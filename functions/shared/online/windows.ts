import { NightjarError } from '../errors.ts';

/** `count(*) OVER one_day AS nb_1`: over the rows from `from` to `to` seconds before the row, both included; `to` 0 includes the row. */
export interface WindowAggregate {
  name: string;
  kind: 'count' | 'sum';
  from: number;
  to: number;
}

/** A view that is nothing but window aggregates over one entity's past: what can be kept online. */
export interface WindowView {
  view: string;
  /** The view or table that it reads. */
  base: string;
  /** Its PARTITION BY: whose past it is. */
  entity: string;
  /** Its ORDER BY: seconds, whole numbers. */
  order: string;
  /** The one column that is summed. */
  value: string;
  aggregates: WindowAggregate[];
}

const refuse = (view: string, why: string): never => {
  throw new NightjarError('PipelineInvalid', `view ${view} cannot be kept online: ${why}`);
};

const one = <T>(view: string, what: string, values: readonly T[]): T => {
  const [first, ...others] = [...new Set(values)];
  return first === undefined || others.length > 0
    ? refuse(view, `it has ${values.length === 0 ? 'no' : 'more than one'} ${what}`)
    : first;
};

/** Reads the windows out of the view's own SQL, so that they are defined once. `PipelineInvalid` for SQL of any other form. */
export const parseWindows = (view: string, sql: string, id: string): WindowView => {
  const text = sql
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [, selected = '', base = '', defined = ''] =
    /^SELECT (.+) FROM (\w+) WINDOW (.+)$/i.exec(text) ?? refuse(view, 'it is no SELECT … FROM one view WINDOW …');
  const windows = new Map<string, { entity: string; order: string; from: number; to: number }>();
  const rest = defined.replaceAll(
    /(\w+) AS \( ?PARTITION BY (\w+) ORDER BY (\w+) RANGE BETWEEN (\d+) PRECEDING AND (?:(\d+) PRECEDING|CURRENT ROW) ?\)/gi,
    (_, name: string, entity: string, order: string, from: string, to?: string) => {
      windows.set(name, { entity, order, from: Number(from), to: Number(to ?? 0) });
      return '';
    },
  );
  if (/[^\s,]/.test(rest))
    refuse(view, `"${rest.trim()}" is no RANGE BETWEEN … PRECEDING AND … PRECEDING or CURRENT ROW`);
  const values: string[] = [];
  const aggregates = selected.split(',').flatMap((item): WindowAggregate[] => {
    if (item.trim() === id) return [];
    const [, call = '', column = '', over = '', name = ''] =
      /^(count|sum)\((\*|\w+)\) OVER (\w+) AS (\w+)$/i.exec(item.trim()) ??
      refuse(view, `"${item.trim()}" is neither ${id} nor count(*) or sum(column) OVER a named window`);
    const { from, to } = windows.get(over) ?? refuse(view, `there is no window ${over}`);
    const kind = call.toLowerCase() === 'count' ? 'count' : 'sum';
    if ((kind === 'count') !== (column === '*'))
      refuse(view, `"${item.trim()}" is not kept: count(*) and sum(column) are`);
    if (kind === 'sum') values.push(column);
    return [{ name, kind, from, to }];
  });
  const used = [...windows.values()];
  return {
    view,
    base,
    entity: one(
      view,
      'PARTITION BY',
      used.map(({ entity }) => entity),
    ),
    order: one(
      view,
      'ORDER BY',
      used.map(({ order }) => order),
    ),
    value: one(view, 'summed column', values),
    aggregates,
  };
};

/** Whether the windows reach the row itself: then what happened since the publication counts, and the function keeps it. */
export const isLive = ({ aggregates }: WindowView): boolean => aggregates.some(({ to }) => to === 0);

/** Seconds that the widest window reaches back. */
export const reachOf = ({ aggregates }: WindowView): number => Math.max(...aggregates.map(({ from }) => from));
