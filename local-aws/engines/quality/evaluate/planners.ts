import { ruleType } from '../language/ruleTypes.ts';
import { columnLength } from './checks/columnLength.ts';
import { columnValues } from './checks/columnValues.ts';
import { SIMPLE_CHECKS } from './checks/simple.ts';
import { columnDataType } from './direct/columnDataType.ts';
import { customSqlRows } from './direct/customSqlRows.ts';
import { dataFreshness } from './direct/dataFreshness.ts';
import { datasetMatch } from './direct/datasetMatch.ts';
import { referentialIntegrity } from './direct/referentialIntegrity.ts';
import { aggregateMatch, columnNamesMatchPattern, rowCountMatch, schemaMatch } from './direct/tables.ts';
import { failed, unsupported } from './outcome.ts';
import type { Plan, PlanContext, Planner } from './plan.ts';

const PLANNERS: Readonly<Record<string, Planner>> = {
  ...SIMPLE_CHECKS,
  ColumnLength: columnLength,
  ColumnValues: columnValues,
  ColumnDataType: columnDataType,
  DataFreshness: dataFreshness,
  DatasetMatch: datasetMatch,
  ReferentialIntegrity: referentialIntegrity,
  AggregateMatch: aggregateMatch,
  ColumnNamesMatchPattern: columnNamesMatchPattern,
  RowCountMatch: rowCountMatch,
  SchemaMatch: schemaMatch,
};

/** The rule types that can be evaluated. */
export const EVALUATED_TYPES: readonly string[] = Object.keys(PLANNERS);

/** How a rule will be evaluated; a rule that cannot be is an outcome that says so, by the type's name. */
export const plan = (context: PlanContext): Plan => {
  const { rule } = context;
  const planner = rule.type === 'CustomSql' && rule.condition === undefined ? customSqlRows : PLANNERS[rule.type];
  if (planner === undefined) {
    const reason = ruleType(rule.type, rule.parameters.length)?.notEvaluated;
    return { kind: 'done', outcome: unsupported(`${rule.type} is not evaluated: ${reason ?? 'no such rule type'}`) };
  }
  try {
    return planner(context);
  } catch (error) {
    if (error instanceof Error && error.name === 'RuleNotSupported')
      return { kind: 'done', outcome: unsupported(error.message) };
    return { kind: 'done', outcome: failed(`The rule could not be evaluated: ${(error as Error).message}`) };
  }
};
