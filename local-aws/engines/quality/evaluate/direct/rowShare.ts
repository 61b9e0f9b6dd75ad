import { findColumn, type ResolvedColumn } from '../../dataset.ts';
import { doubleText } from '../../doubleText.ts';
import { type Measure, metricKey } from '../measure.ts';
import { failed, type Outcome, passed } from '../outcome.ts';
import type { Plan, PlanContext } from '../plan.ts';

interface RowShare {
  column: string;
  /** Of the metric: `Column.<column>.<metric>`. */
  metric: string;
  /** In SQL; a row passes where it is true. */
  outcome(column: ResolvedColumn): string;
  /** All rows must pass where it is left out. */
  holds?(share: number): boolean;
}

/**
 * Rules that ask the share of rows which pass, beside the measures: nothing left to look at counts as passed, and a row for which the where
 * clause is neither true nor false is looked at without being counted, as the open library does.
 */
export const rowShare = (context: PlanContext, { column, metric, outcome, holds }: RowShare): Plan => {
  const found = findColumn(context.primary, column);
  if (found === undefined) return { kind: 'done', outcome: failed(`Column ${column} does not exist in the dataset`) };
  const { where } = context.rule;
  const name = `Column.${column}.${metric}`;
  const part = (suffix: string, sql: (flag: string | undefined) => string): Measure => {
    const id = metricKey(`${name} ${suffix} ${outcome(found)}`, where);
    return {
      id,
      metric: id,
      ...(where === undefined ? {} : { where }),
      work: {
        kind: 'scan',
        aggregates: ({ flag }) => [`CAST(count(*) FILTER (WHERE ${sql(flag)}) AS DOUBLE)`],
        result: ([value]) => value ?? undefined,
      },
    };
  };
  return {
    kind: 'shared',
    measure: part('rows', (flag) => flag ?? 'true'),
    second: part('passing', (flag) => (flag ? `coalesce(${flag}, true) AND (${outcome(found)})` : outcome(found))),
    outcome: (total, passing): Outcome => {
      const problem = [total, passing].find(({ kind }) => kind === 'failed');
      if (problem?.kind === 'failed') return failed(problem.reason);
      const rows = total.kind === 'value' ? total.value : 0;
      if (rows === 0) return { ...passed(), reason: 'No rows matched the filter' };
      const share = (passing.kind === 'value' ? passing.value : 0) / rows;
      const metrics = { [name]: share };
      if (holds ? holds(share) : share === 1) return passed(metrics);
      if (!holds) return failed(`${(share * 100).toFixed(2)}% of rows passed`, metrics);
      return failed(`Value: ${doubleText(share)} does not meet the constraint requirement.`, metrics);
    },
  };
};
