import type { Column, Dataset } from '../dataset.ts';
import type { Condition, NumberCondition, SimpleRule, StringOperand, VariableValue } from '../language/ast.ts';
import type { Measure, Measured } from './measure.ts';
import type { Numbers } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** One thing that must hold of one measure. */
export interface Constraint {
  measure: Measure;
  holds(value: number): boolean;
  /** The value is a count and is written without a point. */
  whole?: boolean;
  /** What is said instead of the value, whatever went wrong. */
  says?: string;
}

/** How a rule will be evaluated. */
export type Plan =
  | {
      kind: 'check';
      constraints: readonly Constraint[];
      /** Names of the rule's metrics and where they are found among the run's. */
      metrics: readonly { name: string; key: string }[];
    }
  | { kind: 'shared'; measure: Measure; second: Measure; outcome(total: Measured, passing: Measured): Outcome }
  | { kind: 'direct'; run(): Promise<Outcome> }
  | { kind: 'done'; outcome: Outcome };

/** What a rule's planner sees. */
export interface PlanContext {
  rule: SimpleRule;
  primary: Dataset;
  additional: ReadonlyMap<string, Dataset>;
  /** As the clock tells it. */
  now: Date;
  variables: ReadonlyMap<string, VariableValue>;
  meaning: Meaning;
  /** Values of a condition's operands, expressions over past results of `metric` evaluated. */
  numbers(condition: NumberCondition, metric: string): Numbers;
  /** All rows of a query in DuckDB's SQL. */
  rows(sql: string): Promise<unknown[][]>;
  /** Spark SQL to DuckDB's. */
  compile(sql: string): Promise<{ sql: string; columns: readonly string[] }>;
  texts(operands: readonly StringOperand[]): StringOperand[];
}

/**
 * `documented`: as AWS describes the rules. `openLibrary`: as deequ 2.0.21 answers, which heeds a threshold only for dates, asks of a primary
 * key of several columns only that it is unique, and loses the single quotes of the texts that values are compared with.
 */
export type Meaning = 'documented' | 'openLibrary';

export type Planner = (context: PlanContext) => Plan;

export const parameter = (rule: SimpleRule, name: string): string =>
  rule.parameters.find((candidate) => candidate.name === name)?.value ?? '';

/** Values of the parameter that may come several times. */
export const parameters = (rule: SimpleRule): string[] => rule.parameters.map(({ value }) => value);

export const numberCondition = (condition: Condition | undefined): NumberCondition => {
  if (condition?.kind !== 'number') throw new Error('the language gives such a rule a number condition');
  return condition;
};

export type { Column };
