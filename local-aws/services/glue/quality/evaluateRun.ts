import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DataQualityRuleResultStatus } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { roleSession, servicePrincipal } from '../../../deliveries/roleSession.ts';
import type { Dataset } from '../../../engines/quality/dataset.ts';
import { QualityError } from '../../../engines/quality/errors.ts';
import { type Evaluated, evaluateRuleset, type RuleResult } from '../../../engines/quality/evaluate/evaluate.ts';
import { parseRuleset } from '../../../engines/quality/language/parse.ts';
import { openSparkSql } from '../../../engines/quality/openSparkSql.ts';
import { openSession, type QualitySession } from '../../../engines/quality/session.ts';
import type { Caller } from '../../../service.ts';
import { roleArn } from '../jobs/checkJob.ts';
import { findRuleset, type ResultRecord, type RunRecord, resultTable, tableKey } from './records.ts';
import { openSource } from './sources.ts';

/** Evaluates a run's rulesets, one result each, with the rights of the run's role. Throws why the run fails; nothing is stored. */
export const evaluateRun = async (cloud: Cloud, run: RunRecord, signal: AbortSignal): Promise<ResultRecord[]> => {
  const role = roleArn(cloud, run.Role);
  if (cloud.parts.authorizer?.mayAssume?.(role, servicePrincipal('glue.amazonaws.com')))
    throw new QualityError(
      'DataUnreadable',
      `AccessDenied: role ${role} should be given assume role permissions for Glue Service`,
    );
  const caller = roleSession(role, 'GlueDataQualitySession');
  const rulesets = run.RulesetNames.map((name) => ({ name, ruleset: parse(name, findRuleset(cloud, name).Ruleset) }));
  const session = await openSession({ directory: join(cloud.directory, 'quality') });
  const stop = () => session.connection.interrupt();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { primary, additional, sql } = await open(cloud, caller, session, run);
    const results: ResultRecord[] = [];
    for (const { name, ruleset } of rulesets) {
      signal.throwIfAborted();
      const evaluated = await evaluateRuleset({
        ruleset,
        connection: session.connection,
        sql,
        primary,
        additional,
        now: new Date(cloud.clock.now()),
        past: (metric) => past(cloud, run, metric),
      });
      results.push(resultOf(cloud, run, name, evaluated));
    }
    return results;
  } finally {
    signal.removeEventListener('abort', stop);
    session.close();
  }
};

const parse = (name: string, source: string) => {
  try {
    return parseRuleset(source);
  } catch (error) {
    throw new QualityError('RulesetInvalid', `ruleset ${name}: ${(error as Error).message}`, { cause: error });
  }
};

const open = async (cloud: Cloud, caller: Caller, session: QualitySession, run: RunRecord) => {
  const sql = await openSparkSql(session);
  const additional = new Map<string, Dataset>();
  for (const [alias, source] of Object.entries(run.AdditionalDataSources ?? {})) {
    const dataset = await openSource(cloud, caller, session, alias, source);
    sql.declare(alias, dataset.columns);
    additional.set(alias, dataset);
  }
  const primary = await openSource(cloud, caller, session, 'primary', run.DataSource);
  sql.declare('primary', primary.columns);
  return { primary, additional, sql };
};

/** Values of a metric in the results of the same table, the oldest first. */
const past = (cloud: Cloud, run: RunRecord, metric: string): number[] =>
  resultTable(cloud)
    .list()
    .map(({ value }) => value)
    .filter(
      (result) => tableKey(result.DataSource) === tableKey(run.DataSource) && result.observed[metric] !== undefined,
    )
    .sort((left, right) => left.CompletedOn - right.CompletedOn)
    .map((result) => result.observed[metric] ?? Number.NaN);

const resultOf = (
  cloud: Cloud,
  run: RunRecord,
  RulesetName: string,
  { rules, analyzers, observed }: Evaluated,
): ResultRecord => {
  const passed = rules.filter((rule) => rule.passed).length;
  return {
    ResultId: `dqresult-${randomBytes(20).toString('hex')}`,
    Score: rules.length === 0 ? 1 : passed / rules.length,
    DataSource: run.DataSource,
    RulesetName,
    StartedOn: run.StartedOn,
    CompletedOn: cloud.clock.now(),
    RulesetEvaluationRunId: run.RunId,
    RuleResults: rules.map((rule, index) => ({
      Name: `Rule_${index + 1}`,
      Description: rule.rule,
      Result: statusOf(rule),
      EvaluatedMetrics: finite(rule.metrics),
      EvaluatedRule: rule.evaluatedRule ?? rule.rule,
      ...(rule.reason === undefined ? {} : { EvaluationMessage: rule.reason }),
      ...(Object.keys(rule.labels).length === 0 ? {} : { Labels: rule.labels }),
    })),
    AnalyzerResults: analyzers.map(({ analyzer, metrics, reason }, index) => ({
      Name: `Analyzer_${index + 1}`,
      Description: analyzer,
      EvaluatedMetrics: finite(metrics),
      ...(reason === undefined ? {} : { EvaluationMessage: reason }),
    })),
    observed: finite(observed),
  };
};

const statusOf = (rule: RuleResult): DataQualityRuleResultStatus => {
  if (rule.passed) return 'PASS';
  return rule.unsupported ? 'ERROR' : 'FAIL';
};

/** JSON knows no NaN. */
const finite = (metrics: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
