import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dataset } from '../dataset.ts';
import { doubleText } from '../doubleText.ts';
import { registerQualityFunctions } from '../functions/register.ts';
import type { Rule, Ruleset, SimpleRule } from '../language/ast.ts';
import { formatAnalyzer, formatRule } from '../language/format.ts';
import { resolveOperands } from '../language/variables.ts';
import type { SparkSql } from '../sparkSql.ts';
import { analyzerRule } from './analyzers.ts';
import { filters } from './filters.ts';
import { type Measure, type Measured, metricKey } from './measure.ts';
import { type Past, resolveNumbers } from './numbers.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Constraint, Meaning, Plan, PlanContext } from './plan.ts';
import { plan } from './planners.ts';
import { takeMeasures } from './take.ts';

export interface Evaluation {
  ruleset: Ruleset;
  connection: DuckDBConnection;
  /** Knows `primary` and the additional tables by their aliases already. */
  sql: SparkSql;
  primary: Dataset;
  additional: ReadonlyMap<string, Dataset>;
  now: Date;
  /** Results of past runs for a metric, the oldest first. */
  past?: (metric: string) => Past;
  /** `documented` where left out. */
  meaning?: Meaning;
}

export interface RuleResult extends Outcome {
  rule: string;
  labels: Readonly<Record<string, string>>;
}

export interface AnalyzerResult {
  analyzer: string;
  metrics: Record<string, number>;
  reason?: string;
}

export interface Evaluated {
  /** One for each rule of the ruleset, in its order. */
  rules: RuleResult[];
  analyzers: AnalyzerResult[];
  /** Every metric by its name, with the where clause behind: what `past` is asked for in later runs. */
  observed: Record<string, number>;
}

/** Evaluates a ruleset. A rule that cannot be evaluated fails, with its reason; nothing here throws for one rule's sake. */
export const evaluateRuleset = async (evaluation: Evaluation): Promise<Evaluated> => {
  const { ruleset, connection, sql, primary, additional, now } = evaluation;
  await registerQualityFunctions(connection);
  const rows = async (query: string) => (await connection.runAndReadAll(query)).getRows() as unknown[][];
  const past = evaluation.past ?? (() => []);
  const plans = new Map<string, { rule: SimpleRule; plan: Plan; evaluatedRule?: string }>();
  const planned = (rule: SimpleRule): void => {
    const name = formatRule(rule);
    if (plans.has(name)) return;
    let evaluatedRule: string | undefined;
    const context: PlanContext = {
      rule,
      primary,
      additional,
      now,
      variables: ruleset.variables,
      meaning: evaluation.meaning ?? 'documented',
      rows,
      compile: (statement) => sql.compile(statement),
      texts: (operands) => resolveOperands(operands, ruleset.variables),
      numbers: (condition, metric) => {
        const numbers = resolveNumbers(condition, () => past(metric));
        if (numbers.dynamic) {
          const operands = numbers.values.map((value) => ({ kind: 'number' as const, text: String(value) }));
          const resolved = { ...condition, operands };
          evaluatedRule = formatRule(
            condition === rule.threshold ? { ...rule, threshold: resolved } : { ...rule, condition: resolved },
          );
        }
        return numbers;
      },
    };
    const made = plan(context);
    plans.set(name, { rule, plan: made, ...(evaluatedRule === undefined ? {} : { evaluatedRule }) });
  };
  const analyzers = ruleset.analyzers.map((analyzer) => ({ analyzer, rule: analyzerRule(analyzer) }));
  for (const rule of [...ruleset.rules.flatMap(leaves), ...analyzers.flatMap(({ rule }) => rule ?? [])]) planned(rule);

  const measures = [...plans.values()].flatMap((entry) => measuresOf(entry.plan));
  const clauses = [...new Set(measures.flatMap(({ where }) => where ?? []))];
  const view = await filters(primary.relation, clauses, sql);
  const taken = await takeMeasures(measures, { filters: view, rows, sql });
  const metrics = new Map<string, number>();
  for (const { id, metric } of measures) {
    const found = taken.get(id);
    if (found?.kind === 'value') metrics.set(metric, found.value);
  }
  const outcomes = new Map<string, Outcome>();
  const observed: Record<string, number> = {};
  for (const [name, entry] of plans) {
    const outcome = await conclude(entry.plan, taken, metrics);
    for (const [metric, value] of Object.entries(outcome.metrics))
      observed[metricKey(metric, entry.rule.where)] = value;
    outcomes.set(
      name,
      entry.evaluatedRule === undefined ? outcome : { ...outcome, evaluatedRule: entry.evaluatedRule },
    );
  }
  return {
    observed,
    rules: ruleset.rules.map((rule) => ({
      ...compose(rule, outcomes),
      rule: formatRule(rule),
      labels: Object.fromEntries([...ruleset.defaultLabels, ...leaves(rule).flatMap(({ labels }) => [...labels])]),
    })),
    analyzers: analyzers.map(({ analyzer, rule }) => {
      const outcome = rule && outcomes.get(formatRule(rule));
      const reason = rule === undefined ? `${analyzer.type} is not evaluated` : undefined;
      return {
        analyzer: formatAnalyzer(analyzer),
        metrics: outcome?.metrics ?? {},
        ...(reason === undefined ? {} : { reason }),
      };
    }),
  };
};

const leaves = (rule: Rule): SimpleRule[] => (rule.kind === 'rule' ? [rule] : rule.rules.flatMap(leaves));

const measuresOf = (made: Plan): Measure[] => {
  if (made.kind === 'check') return made.constraints.map(({ measure }) => measure);
  return made.kind === 'shared' ? [made.measure, made.second] : [];
};

const EMPTY: Measured = { kind: 'empty' };

const conclude = async (
  made: Plan,
  taken: ReadonlyMap<string, Measured>,
  metrics: ReadonlyMap<string, number>,
): Promise<Outcome> => {
  switch (made.kind) {
    case 'done':
      return made.outcome;
    case 'direct':
      return made.run().catch((error: Error) => failed(`Exception thrown while evaluating rule: ${error.message}`));
    case 'shared':
      return made.outcome(taken.get(made.measure.id) ?? EMPTY, taken.get(made.second.id) ?? EMPTY);
    case 'check': {
      const problems = made.constraints.flatMap(
        (constraint) => problem(constraint, taken.get(constraint.measure.id) ?? EMPTY) ?? [],
      );
      const found = made.metrics.flatMap(({ name, key }) => {
        const value = metrics.get(key);
        return value === undefined ? [] : [[name, value] as const];
      });
      return {
        passed: problems.length === 0,
        ...(problems.length === 0 ? {} : { reason: problems.join('\n') }),
        metrics: Object.fromEntries(found),
      };
    }
  }
};

/** What is wrong with a measure; nothing, where a where clause left nothing to look at. */
const problem = ({ measure, holds, whole, says }: Constraint, found: Measured): string | undefined => {
  if (found.kind === 'failed') return says ?? found.reason;
  if (found.kind === 'empty')
    return measure.where === undefined ? (says ?? `${measure.metric}: all input values were NULL.`) : undefined;
  if (holds(found.value)) return undefined;
  const value = whole ? String(found.value) : doubleText(found.value);
  return says ?? `Value: ${value} does not meet the constraint requirement!`;
};

const compose = (rule: Rule, outcomes: ReadonlyMap<string, Outcome>): Outcome => {
  if (rule.kind === 'rule') return outcomes.get(formatRule(rule)) ?? failed('Rule not executed');
  return rule.rules
    .map((part) => compose(part, outcomes))
    .reduce((one, two) => {
      const reasons = [one.reason, two.reason].filter((reason) => reason !== undefined);
      const unsupported = one.unsupported || two.unsupported;
      return {
        passed: rule.operator === 'AND' ? one.passed && two.passed : one.passed || two.passed,
        ...(reasons.length > 0 ? { reason: reasons.join('\n') } : {}),
        metrics: { ...one.metrics, ...two.metrics },
        ...(unsupported ? { unsupported } : {}),
      };
    });
};
