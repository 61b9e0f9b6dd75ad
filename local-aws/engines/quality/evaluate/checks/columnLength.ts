import type { ResolvedColumn } from '../../dataset.ts';
import { metricKey } from '../measure.ts';
import { type Constraint, numberCondition, type Planner, parameter } from '../plan.ts';
import { compliance, maximumLength, minimumLength } from './measures.ts';

/** Lengths of a column's texts: the shortest and the longest are asked, or each row where a condition has a list or a gap. */
export const columnLength: Planner = (context) => {
  const column = parameter(context.rule, 'TargetColumn');
  const shortest = minimumLength(context, column);
  const longest = maximumLength(context, column);
  const { operator, values } = context.numbers(
    numberCondition(context.rule.condition),
    metricKey(`Column.${column}.MaximumLength`, context.rule.where),
  );
  const [first = Number.NaN, second = Number.NaN] = values;
  const atLeast = (holds: (value: number) => boolean): Constraint => ({ measure: shortest, holds });
  const atMost = (holds: (value: number) => boolean): Constraint => ({ measure: longest, holds });
  const rows = compliance(context, column, (found) => lengthPredicate(found, operator, values));
  const constraints = (): Constraint[] => {
    switch (operator) {
      case 'between':
        return [atLeast((value) => value > first), atMost((value) => value < second)];
      case '>=':
        return [atLeast((value) => value >= first)];
      case '>':
        return [atLeast((value) => value > first)];
      case '<=':
        return [atMost((value) => value <= first)];
      case '<':
        return [atMost((value) => value < first)];
      case '=':
        return [atLeast((value) => value === first), atMost((value) => value === first)];
      case '!=':
        return [atLeast((value) => value !== first), atMost((value) => value !== first)];
      default:
        return [{ measure: rows, holds: (value) => value === 1 }];
    }
  };
  return {
    kind: 'check',
    constraints: constraints(),
    metrics: [
      { name: `Column.${column}.MinimumLength`, key: shortest.metric },
      { name: `Column.${column}.MaximumLength`, key: longest.metric },
      { name: `Column.${column}.LengthCompliance`, key: rows.metric },
    ],
  };
};

/** A missing text has the length 0 where 0 is spoken of. */
const lengthPredicate = (column: ResolvedColumn, operator: string, values: readonly number[]): string => {
  const length = `length(${column.kind === 'string' ? column.sql : `CAST(${column.sql} AS VARCHAR)`})`;
  const list = values.map((value) => `${value}::DOUBLE`).join(', ');
  const zero = values.includes(0);
  if (operator === 'in') return `${column.sql} IS ${zero ? 'NULL OR' : 'NOT NULL AND'} ${length} IN (${list})`;
  const missing = `${column.sql} IS ${zero ? 'NOT ' : ''}NULL`;
  if (operator === 'not in') return `${missing} OR ${length} NOT IN (${list})`;
  return `${missing} OR (${length} <= ${values[0]}::DOUBLE OR ${length} >= ${values[1]}::DOUBLE)`;
};
