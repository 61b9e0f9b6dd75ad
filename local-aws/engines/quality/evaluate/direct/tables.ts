import { findColumn, sparkTypeName } from '../../dataset.ts';
import { doubleText } from '../../doubleText.ts';
import { javaPattern } from '../../functions/javaPattern.ts';
import { meets } from '../numbers.ts';
import { failed, type Outcome, passed, unsupported } from '../outcome.ts';
import { numberCondition, type PlanContext, type Planner, parameter } from '../plan.ts';
import { textOf } from '../textOf.ts';

/** The primary table's rows over another's. */
export const rowCountMatch: Planner = (context) => {
  const alias = parameter(context.rule, 'ReferenceDatasetAlias');
  const other = context.additional.get(alias);
  if (other === undefined)
    return { kind: 'done', outcome: failed(`Reference dataset '${alias}' not found in additional data sources`) };
  const run = async (): Promise<Outcome> => {
    const [[rows, others] = []] = await context.rows(
      `SELECT (SELECT CAST(count(*) AS DOUBLE) FROM ${context.primary.relation}), (SELECT CAST(count(*) AS DOUBLE) FROM ${other.relation})`,
    );
    return judged(context, `Dataset.${alias}.RowCountMatch`, Number(rows) / Number(others));
  };
  return { kind: 'direct', run };
};

/** The share of columns that another table has by the same name and type. */
export const schemaMatch: Planner = (context) => {
  const alias = parameter(context.rule, 'ReferenceDatasetAlias');
  const other = context.additional.get(alias);
  if (other === undefined) return { kind: 'done', outcome: failed(`Reference dataset '${alias}' not found`) };
  const name = `Dataset.${alias}.SchemaMatch`;
  const types = new Map(other.columns.map((column) => [column.name, sparkTypeName(column.type)]));
  const { columns } = context.primary;
  if (columns.length === 0 || types.size === 0)
    return { kind: 'done', outcome: failed('One or both DataFrames have no columns', { [name]: 0 }) };
  if (columns.length !== types.size)
    return { kind: 'done', outcome: failed('Column counts do not match', { [name]: 0 }) };
  const share =
    columns.filter((column) => types.get(column.name) === sparkTypeName(column.type)).length / columns.length;
  const numbers = context.numbers(numberCondition(context.rule.condition), name);
  const outcome = meets(numbers, share)
    ? passed({ [name]: share })
    : failed(`${(share * 100).toFixed(2)}% of columns passed the threshold`, { [name]: share });
  return { kind: 'done', outcome };
};

/** Whether a pattern is found in each column's name. */
export const columnNamesMatchPattern: Planner = (context) => {
  const pattern = javaPattern(parameter(context.rule, 'PatternToMatch'));
  const names = context.primary.columns.map(({ name }) => name);
  const others = names.filter((name) => !pattern.test(name));
  const metrics = { 'Dataset.*.ColumnNamesPatternMatchRatio': (names.length - others.length) / names.length };
  const outcome =
    others.length === 0
      ? passed(metrics)
      : failed(`Columns that do not match the pattern: ${others.join(', ')}`, metrics);
  return { kind: 'done', outcome };
};

/** One sum or average over another. */
export const aggregateMatch: Planner = (context) => {
  const first = aggregation(parameter(context.rule, 'AggregateExpression1'));
  const second = aggregation(parameter(context.rule, 'AggregateExpression2'));
  if (first === undefined || second === undefined) return { kind: 'done', outcome: unsupported('Unsupported Rule') };
  const run = async (): Promise<Outcome> => {
    const [one, two] = [await aggregated(context, first), await aggregated(context, second)];
    if (typeof one === 'string') return failed(one);
    if (typeof two === 'string') return failed(two);
    const share = two === 0 ? (one === 0 ? 1 : 0) : one / two;
    const columns = [...new Set([first.column, second.column])].join(',');
    return judged(context, `Column.${columns}.AggregateMatch`, share);
  };
  return { kind: 'direct', run };
};

interface Aggregation {
  operation: 'sum' | 'avg';
  alias: string;
  column: string;
}

/** `sum(column)`, `avg(alias.column)` */
const aggregation = (expression: string): Aggregation | undefined => {
  const [, operation, inner = ''] = /^(sum|avg|SUM|AVG)\((.*)\)$/s.exec(expression) ?? [];
  if (operation === undefined) return undefined;
  const dot = inner.lastIndexOf('.');
  return {
    operation: operation.toLowerCase() as 'sum',
    alias: dot < 0 ? 'primary' : inner.slice(0, dot),
    column: inner.slice(dot + 1).replaceAll('"', ''),
  };
};

/** The value, nothing counting as 0, or why there is none. */
const aggregated = async (
  context: PlanContext,
  { operation, alias, column }: Aggregation,
): Promise<number | string> => {
  const dataset = alias === 'primary' ? context.primary : context.additional.get(alias);
  if (dataset === undefined) return `${alias} not found in additional sources`;
  const found = findColumn(dataset, column);
  if (found === undefined) return `Column ${column} does not exist in ${alias}`;
  if (found.kind === 'date' || found.kind === 'timestamp' || found.kind === 'boolean')
    return `Column ${column} of ${alias} is of type ${found.type}, of which there is no ${operation}`;
  const value = found.kind === 'string' ? `TRY_CAST(${textOf(found)} AS DOUBLE)` : found.sql;
  const sum = `CAST(sum(${value}) AS DOUBLE)`;
  const expression = operation === 'sum' ? sum : `system.main."/"(${sum}, CAST(count(${value}) AS DOUBLE))`;
  const [[result] = []] = await context.rows(`SELECT ${expression} FROM ${dataset.relation}`);
  return Number(result ?? 0);
};

const judged = (context: PlanContext, name: string, value: number): Outcome => {
  const numbers = context.numbers(numberCondition(context.rule.condition), name);
  if (meets(numbers, value)) return passed({ [name]: value });
  return failed(`Value: ${doubleText(value)} does not meet the constraint requirement.`, { [name]: value });
};
