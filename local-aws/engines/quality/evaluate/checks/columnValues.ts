import type { ResolvedColumn } from '../../dataset.ts';
import type { NumberCondition, StringCondition } from '../../language/ast.ts';
import { metricKey } from '../measure.ts';
import { meets, type Numbers } from '../numbers.ts';
import { type Constraint, type Plan, type PlanContext, type Planner, parameter } from '../plan.ts';
import { datePredicate } from './datePredicate.ts';
import { completeness, compliance, maximum, minimum, patternMatch } from './measures.ts';
import { numberPredicate } from './numberPredicate.ts';
import { textPredicate } from './textPredicate.ts';

/** What a column's values must be: numbers, texts or dates. */
export const columnValues: Planner = (context) => {
  const { condition } = context.rule;
  switch (condition?.kind) {
    case 'number':
      return ofNumbers(context, condition);
    case 'string':
      return ofTexts(context, condition);
    case 'date':
      return ofRows(context, (column) => datePredicate(column, condition, context.now), true);
    default:
      throw new Error('the language gives ColumnValues a condition of numbers, texts or dates');
  }
};

const target = ({ rule }: PlanContext): string => parameter(rule, 'TargetColumn');

const nameOf = (context: PlanContext): string => `Column.${target(context)}.ColumnValues.Compliance`;

/** Whether the rule's threshold counts for a condition that is not of dates: the open library heeds it for dates alone. */
const hasThreshold = (context: PlanContext): boolean =>
  context.rule.threshold !== undefined && context.meaning === 'documented';

/** The share of rows that meet the predicate must be 1, or meet the threshold. */
const ofRows = (
  context: PlanContext,
  predicate: (column: ResolvedColumn) => string,
  heed = hasThreshold(context),
): Plan => {
  const measure = compliance(context, target(context), predicate);
  const { threshold, where } = context.rule;
  const numbers = heed && threshold ? context.numbers(threshold, metricKey(nameOf(context), where)) : undefined;
  const holds = (value: number) => (numbers ? meets(numbers, value) : value === 1);
  return {
    kind: 'check',
    constraints: [{ measure, holds }],
    metrics: [{ name: nameOf(context), key: measure.metric }],
  };
};

const ofNumbers = (context: PlanContext, condition: NumberCondition): Plan => {
  const column = target(context);
  const past = metricKey(
    `Column.${column}.${condition.operator.startsWith('<') ? 'Maximum' : 'Minimum'}`,
    context.rule.where,
  );
  const numbers = context.numbers(condition, past);
  if (hasThreshold(context)) return ofRows(context, (found) => numberPredicate(found, numbers));
  const lowest = minimum(context, column);
  const highest = maximum(context, column);
  const [first = Number.NaN] = numbers.values;
  const complete: Constraint = {
    measure: completeness(context, column),
    holds: (value) => value === 1,
    says: 'Value: NULL does not meet the constraint requirement!',
  };
  const report = {
    min: { name: `Column.${column}.Minimum`, key: lowest.metric },
    max: { name: `Column.${column}.Maximum`, key: highest.metric },
  };
  switch (numbers.operator) {
    case '>':
      return check([{ measure: lowest, holds: (value) => value > first }, complete], [report.min]);
    case '>=':
      return check([{ measure: lowest, holds: (value) => value >= first }, complete], [report.min]);
    case '<':
      return check([{ measure: highest, holds: (value) => value < first }, complete], [report.max]);
    case '<=':
      return check([{ measure: highest, holds: (value) => value <= first }, complete], [report.max]);
    case '=': {
      if (numbers.hasNull) return ofRows(context, (found) => numberPredicate(found, numbers));
      const equal = (value: number) => value === first;
      return check(
        [{ measure: lowest, holds: equal }, { measure: highest, holds: equal }, complete],
        [report.min, report.max],
      );
    }
    case 'between': {
      const within = compliance(
        context,
        column,
        (found) => `${found.sql} IS NULL OR ${numberPredicate(found, numbers)}`,
      );
      return check([{ measure: within, holds: (value) => value === 1 }, complete], []);
    }
    default:
      return ofRows(context, (found) => numberPredicate(found, numbers));
  }
};

const check = (constraints: readonly Constraint[], metrics: { name: string; key: string }[]): Plan => ({
  kind: 'check',
  constraints,
  metrics,
});

const ofTexts = (context: PlanContext, condition: StringCondition): Plan => {
  const operands = context.texts(condition.operands);
  if (!condition.operator.endsWith('matches'))
    return ofRows(context, (found) => textPredicate(found, condition.operator, operands, context.meaning));
  const [pattern] = operands;
  const column = target(context);
  const measure = patternMatch(
    context,
    column,
    pattern?.kind === 'text' ? pattern.value : '',
    condition.operator === 'not matches',
  );
  const { threshold, where } = context.rule;
  const name = `Column.${column}.PatternMatch`;
  const numbers: Numbers | undefined =
    threshold && hasThreshold(context) ? context.numbers(threshold, metricKey(name, where)) : undefined;
  return check(
    [{ measure, holds: (value) => (numbers ? meets(numbers, value) : value === 1) }],
    [{ name, key: measure.metric }],
  );
};
