import { type Measure, metricKey } from '../measure.ts';
import { meets } from '../numbers.ts';
import {
  type Constraint,
  numberCondition,
  type Plan,
  type PlanContext,
  type Planner,
  parameter,
  parameters,
} from '../plan.ts';
import * as measures from './measures.ts';

/** A rule that compares one measure with its condition. */
const compared =
  (
    name: string,
    measure: (context: PlanContext) => Measure,
    entity: (context: PlanContext) => string,
    whole = false,
  ): Planner =>
  (context) => {
    const taken = measure(context);
    const reported = `${entity(context)}.${name}`;
    const numbers = context.numbers(numberCondition(context.rule.condition), metricKey(reported, context.rule.where));
    return {
      kind: 'check',
      constraints: [{ measure: taken, holds: (value) => meets(numbers, value), whole }],
      metrics: [{ name: reported, key: taken.metric }],
    };
  };

const column = ({ rule }: PlanContext): string => parameter(rule, 'TargetColumn');
const ofColumn = (context: PlanContext): string => `Column.${column(context)}`;
const ofColumns = ({ rule }: PlanContext): string =>
  `${rule.parameters.length > 1 ? 'Multicolumn' : 'Column'}.${parameters(rule).join(',')}`;
const ofDataset = (): string => 'Dataset.*';

const isOne = (measure: Measure): Constraint => ({ measure, holds: (value) => value === 1 });

const known = (metric: string, value: number): Measure => ({ id: metric, metric, work: { kind: 'known', value } });

const isComplete: Planner = (context) => {
  const measure = measures.completeness(context, column(context));
  return {
    kind: 'check',
    constraints: [isOne(measure)],
    metrics: [{ name: `${ofColumn(context)}.Completeness`, key: measure.metric }],
  };
};

const isUnique: Planner = (context) => {
  const measure = measures.uniqueness(context, parameters(context.rule));
  return {
    kind: 'check',
    constraints: [isOne(measure)],
    metrics: [{ name: `${ofColumns(context)}.Uniqueness`, key: measure.metric }],
  };
};

/** Of several columns the open library asks for uniqueness alone, and shows completeness where another rule measured it. */
const isPrimaryKey: Planner = (context) => {
  const columns = parameters(context.rule);
  const unique = measures.uniqueness(context, columns);
  const complete = columns.map((name) => measures.completeness(context, name));
  const asked = columns.length === 1 || context.meaning === 'documented' ? complete : [];
  return {
    kind: 'check',
    constraints: [unique, ...asked].map(isOne),
    metrics: [
      { name: `${ofColumns(context)}.Uniqueness`, key: unique.metric },
      ...complete.map((measure, index) => ({ name: `Column.${columns[index]}.Completeness`, key: measure.metric })),
    ],
  };
};

const columnExists: Planner = (context): Plan => {
  const name = column(context);
  const metric = `Dataset.${name}.ColumnExists`;
  const exists = context.primary.columns.some((candidate) => candidate.name === name);
  return {
    kind: 'check',
    constraints: [isOne(known(metric, exists ? 1 : 0))],
    metrics: [{ name: metric, key: metric }],
  };
};

const columnCount = (context: PlanContext): Measure => known('Dataset.*.ColumnCount', context.primary.columns.length);

/** Rules that are nothing but measures of the primary table. */
export const SIMPLE_CHECKS: Readonly<Record<string, Planner>> = {
  RowCount: compared('RowCount', measures.size, ofDataset, true),
  ColumnCount: compared('ColumnCount', columnCount, ofDataset, true),
  Completeness: compared('Completeness', (context) => measures.completeness(context, column(context)), ofColumn),
  IsComplete: isComplete,
  Uniqueness: compared('Uniqueness', (context) => measures.uniqueness(context, parameters(context.rule)), ofColumns),
  IsUnique: isUnique,
  UniqueValueRatio: compared(
    'UniqueValueRatio',
    (context) => measures.uniqueValueRatio(context, [column(context)]),
    ofColumn,
  ),
  IsPrimaryKey: isPrimaryKey,
  Entropy: compared('Entropy', (context) => measures.entropy(context, [column(context)]), ofColumn),
  DistinctValuesCount: compared(
    'DistinctValuesCount',
    (context) => measures.distinctValues(context, column(context)),
    ofColumn,
    true,
  ),
  Mean: compared('Mean', (context) => measures.mean(context, column(context)), ofColumn),
  Sum: compared('Sum', (context) => measures.sum(context, column(context)), ofColumn),
  StandardDeviation: compared(
    'StandardDeviation',
    (context) => measures.standardDeviation(context, column(context)),
    ofColumn,
  ),
  Variance: compared('Variance', (context) => measures.variance(context, column(context)), ofColumn),
  ColumnCorrelation: compared(
    'ColumnCorrelation',
    ({ rule, ...rest }) =>
      measures.correlation({ rule, ...rest }, parameter(rule, 'TargetColumn1'), parameter(rule, 'TargetColumn2')),
    ofColumns,
  ),
  ColumnExists: columnExists,
  CustomSql: (context) => {
    const statement = parameter(context.rule, 'CustomSqlStatement');
    const metric = 'Dataset.*.CustomSQL';
    const numbers = context.numbers(numberCondition(context.rule.condition), metric);
    const measure: Measure = { id: `${metric} ${statement}`, metric, work: { kind: 'query', statement } };
    return {
      kind: 'check',
      constraints: [{ measure, holds: (value) => meets(numbers, value) }],
      metrics: [{ name: metric, key: metric }],
    };
  },
};
