import { NightjarError } from '../errors.ts';
import type { OnlineDefinition } from './definition.ts';
import { compile, type Row, type Type, type Value } from './expression.ts';
import { countBetween, type Entry, type Past } from './past.ts';
import { roundHalfUp } from './round.ts';
import { selectOf } from './selectList.ts';

/** A record whose fields are checked: numbers, and milliseconds for timestamps. */
export type OnlineRecord = Record<string, Value>;

/** An entity's published past and what came since. */
export interface Known {
  past: Past;
  since: readonly Entry[];
}

/** Computes the vector of a record. `known` holds, by view, the past of the record's entity, the record itself included where it counts. */
export type Vector = (record: OnlineRecord, known: readonly Known[]) => (number | null)[];

const typeOf = (sql: string): Type => {
  if (/^(BIGINT|INT|SMALLINT|TINYINT)$/.test(sql)) return 'int';
  if (sql === 'DOUBLE') return 'double';
  if (sql.startsWith('DECIMAL')) return 'decimal';
  return sql === 'TIMESTAMP_NTZ' ? 'timestamp' : 'text';
};

/** Compiles the vector of a definition from its SQL, in the order of the batch's columns; `PipelineInvalid` for what cannot be computed online. */
export const compileVector = (definition: OnlineDefinition): Vector => {
  const { items, aliases } = selectOf(definition.sql);
  const slots = new Map<string, { slot: number; type: Type }>();
  const slot = (key: string, type: Type): void => void slots.set(key, { slot: slots.size, type });
  for (const { name, type } of definition.fields) slot(`${definition.base}.${name}`, typeOf(type));
  for (const { view, aggregates, scale } of definition.views)
    for (const { name, kind } of aggregates) slot(`${view}.${name}`, kind === 'sum' && scale > 0 ? 'decimal' : 'int');
  const features = definition.vector.map(({ name, type }) => {
    const tokens = items.get(name);
    if (!tokens) throw new NightjarError('PipelineInvalid', `features.sql selects no column ${name}`);
    const node = compile(tokens, (qualifier, column) => {
      const view = qualifier === undefined ? definition.base : (aliases.get(qualifier) ?? qualifier);
      const found = slots.get(`${view}.${column}`);
      if (!found)
        throw new NightjarError(
          'PipelineInvalid',
          `feature ${name} reads ${view}.${column}, which is not known online`,
        );
      return found;
    });
    const scale = type.startsWith('DECIMAL') ? Number(/, ?(\d+)/.exec(type)?.[1] ?? 0) : undefined;
    const round = scale !== undefined && node.type !== 'decimal';
    return (row: Row): number | null => {
      const value = node.run(row);
      return typeof value !== 'number' ? null : round ? roundHalfUp(value, scale) : value;
    };
  });
  const names = definition.fields.map(({ name }) => name);
  return (record, known) => {
    const row: Row = names.map((name) => record[name] ?? null);
    definition.views.forEach(({ aggregates, order, scale }, index) => {
      const { past, since } = known[index] ?? { past: undefined, since: [] };
      const now = Number(record[order]);
      let last: { from: number; to: number; found: { count: number; sum: number } } | undefined;
      for (const { kind, from, to } of aggregates) {
        if (last?.from !== from || last.to !== to)
          last = { from, to, found: past ? countBetween(past, since, now - from, now - to) : { count: 0, sum: 0 } };
        const { count, sum } = last.found;
        // SQL's sum over no rows is NULL.
        row.push(kind === 'count' ? count : count === 0 ? null : sum / 10 ** scale);
      }
    });
    return features.map((feature) => feature(row));
  };
};
