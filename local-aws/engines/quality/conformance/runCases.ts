import { identifier, text } from '../../sql/duckdb/quote.ts';
import type { Dataset } from '../dataset.ts';
import { evaluateRuleset, type RuleResult } from '../evaluate/evaluate.ts';
import { duckdbTypeOf } from '../hiveTypes.ts';
import { parseRuleset } from '../language/parse.ts';
import { openSparkSql } from '../openSparkSql.ts';
import { openSession, type QualitySession } from '../session.ts';
import type { SparkSql } from '../sparkSql.ts';
import type { Case, Expected, Miss } from './cases.ts';

export interface CasesResult {
  cases: number;
  /** Rules with a given outcome. */
  rules: number;
  /** Those whose outcome is right. */
  outcomes: number;
  /** Share of the given metrics that are equal to 1e-6. */
  metrics: number;
  misses: Miss[];
  /** Given failure reasons, and those equal word for word. */
  reasons: { given: number; equal: number };
}

/** Evaluates each case's ruleset on its tables and compares with what is expected. */
export const runCases = async (cases: readonly Case[]): Promise<CasesResult> => {
  const result: CasesResult = {
    cases: cases.length,
    rules: 0,
    outcomes: 0,
    metrics: 1,
    misses: [],
    reasons: { given: 0, equal: 0 },
  };
  const metrics = { given: 0, equal: 0 };
  const session = await openSession({ threads: 1 });
  const sql = await openSparkSql(session);
  for (const item of cases) {
    const actual = await evaluateCase(item, session, sql).catch((error: Error) => error);
    for (const expected of item.expected) {
      if (expected.outcome == null) continue;
      result.rules++;
      const found = actual instanceof Error ? undefined : actual.find(({ rule }) => rule === expected.rule);
      const miss = (what: string, wanted: unknown, got: unknown) =>
        result.misses.push({ name: item.name, rule: expected.rule, what, expected: wanted, actual: got });
      const outcome = actual instanceof Error ? actual.message : found && (found.passed ? 'Passed' : 'Failed');
      if (outcome === expected.outcome) result.outcomes++;
      else miss('outcome', expected.outcome, `${outcome ?? 'no such rule'}${found?.reason ? `: ${found.reason}` : ''}`);
      compareMetrics(expected, found, metrics, miss);
      if (expected.failureReason == null) continue;
      result.reasons.given++;
      if (found?.reason === expected.failureReason) result.reasons.equal++;
      else miss('reason', expected.failureReason, found?.reason);
    }
  }
  session.close();
  result.metrics = metrics.given === 0 ? 1 : metrics.equal / metrics.given;
  return result;
};

const compareMetrics = (
  expected: Expected,
  found: RuleResult | undefined,
  count: { given: number; equal: number },
  miss: (what: string, wanted: unknown, got: unknown) => void,
): void => {
  for (const [name, wanted] of Object.entries(expected.metrics ?? {})) {
    count.given++;
    const got = found?.metrics[name];
    if (got !== undefined && Math.abs(got - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted))) count.equal++;
    else miss(`metric ${name}`, wanted, got);
  }
};

const evaluateCase = async (item: Case, session: QualitySession, sql: SparkSql): Promise<RuleResult[]> => {
  const tables = new Map<string, Dataset>();
  try {
    for (const [alias, table] of Object.entries(item.tables)) {
      tables.set(alias, { columns: table.columns, relation: identifier(alias) });
      await load(session, alias, table);
      sql.declare(alias, table.columns);
    }
    const primary = tables.get('primary');
    if (primary === undefined) throw new Error('the case has no primary table');
    const { rules } = await evaluateRuleset({
      ruleset: parseRuleset(item.ruleset),
      connection: session.connection,
      sql,
      primary,
      additional: new Map([...tables].filter(([alias]) => alias !== 'primary')),
      now: item.relativeTo ? new Date(item.relativeTo) : new Date(),
      meaning: 'openLibrary',
    });
    return rules;
  } finally {
    for (const { relation } of tables.values()) await session.run(`DROP TABLE IF EXISTS ${relation}`);
  }
};

const load = async (
  session: QualitySession,
  name: string,
  { columns, rows }: Case['tables'][string],
): Promise<void> => {
  const types = columns.map((column) => `${identifier(column.name)} ${duckdbTypeOf(column.type)}`);
  await session.run(`CREATE TABLE ${identifier(name)} (${types.join(', ')})`);
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${columns.map(({ type }, index) => literal(row[index], type)).join(', ')})`);
  await session.run(`INSERT INTO ${identifier(name)} VALUES ${values.join(', ')}`);
};

const literal = (value: unknown, type: string): string =>
  value === null || value === undefined ? 'NULL' : `CAST(${text(String(value))} AS ${duckdbTypeOf(type)})`;
