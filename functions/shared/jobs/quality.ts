import {
  BatchGetDataQualityResultCommand,
  CancelDataQualityRulesetEvaluationRunCommand,
  type DataQualityResult,
  GetDataQualityRulesetEvaluationRunCommand,
  StartDataQualityRulesetEvaluationRunCommand,
  type StartDataQualityRulesetEvaluationRunCommandInput,
} from '@aws-sdk/client-glue';
import * as z from 'zod';
import { glue } from '../clients/glue.ts';
import { NightjarError } from '../errors.ts';
import { writeJson } from '../objects.ts';
import { type JobDriver, jobIdOf } from './driver.ts';
import type { JobRecord } from './record.ts';

const qualityRequest = z.object({
  /** The table as people call it. */
  table: z.string(),
  /** The evaluation run without its token and results prefix. */
  run: z.custom<StartDataQualityRulesetEvaluationRunCommandInput>(),
  /** Prefix of this stage's files. */
  prefix: z.string(),
  pass: z.number(),
  warn: z.number(),
  critical: z.array(z.string()),
});

const describeRun = (runId: string) => glue().send(new GetDataQualityRulesetEvaluationRunCommand({ RunId: runId }));
const resultsPrefix = (record: JobRecord): string =>
  `${qualityRequest.parse(record.request).prefix}results/${record.key}-${record.attempt}/`;

/** The stage key that an evaluation run carries in its results prefix; undefined for a run that is none of ours. */
export const stageKeyOfQualityRun = async (runId: string): Promise<string | undefined> =>
  (await describeRun(runId)).AdditionalRunOptions?.ResultsS3Prefix?.split('/').at(-2);

/** Evaluation runs of a Glue Data Quality ruleset. They take a client token, so that a start asked for twice happens once. */
export const qualityDriver: JobDriver = {
  find: async () => undefined,

  start: async (record) => {
    const { run } = qualityRequest.parse(record.request);
    const { RunId } = await glue().send(
      new StartDataQualityRulesetEvaluationRunCommand({
        ...run,
        ClientToken: `${record.key}-${record.attempt}`,
        AdditionalRunOptions: { ...run.AdditionalRunOptions, ResultsS3Prefix: resultsPrefix(record) },
      }),
    );
    return RunId ?? '';
  },

  describe: async (record) => {
    const run = await describeRun(jobIdOf(record));
    const where = `data quality run ${run.RunId}`;
    switch (run.Status) {
      case 'SUCCEEDED':
        return { status: 'succeeded' };
      case 'FAILED':
        return {
          status: 'failed',
          error: 'QualityRunFailed',
          cause: `${where}: ${run.ErrorString ?? 'no reason given'}`,
        };
      case 'TIMEOUT':
        return { status: 'failed', error: 'JobTimedOut', cause: `${where} ran longer than its ${run.Timeout} minutes` };
      case 'STOPPED':
      case 'STOPPING':
        return { status: 'failed', error: 'JobStopped', cause: `${where} was stopped by somebody` };
      default:
        return { status: 'running' };
    }
  },

  outcome: async (record) => {
    const request = qualityRequest.parse(record.request);
    const { ResultIds = [] } = await describeRun(jobIdOf(record));
    const { Results = [] } = await glue().send(new BatchGetDataQualityResultCommand({ ResultIds }));
    const [result] = Results;
    if (!result)
      throw new NightjarError('OutputIncomplete', `data quality run ${record.jobId} succeeded without a result`);
    const verdict = judge(result, request);
    const report = `${request.prefix}quality.json`;
    await writeJson(report, { ...verdict, rules: rulesOf(result), resultId: result.ResultId });
    return { key: record.key, jobId: record.jobId, ...verdict, failed: verdict.failed.slice(0, 20), report };
  },

  stop: async (record) => {
    if (record.jobId) await glue().send(new CancelDataQualityRulesetEvaluationRunCommand({ RunId: record.jobId }));
  },
};

const rulesOf = (result: DataQualityResult) =>
  (result.RuleResults ?? []).map((rule) => ({
    rule: rule.EvaluatedRule ?? rule.Description ?? rule.Name ?? '',
    outcome: rule.Result,
    message: rule.EvaluationMessage,
    metrics: rule.EvaluatedMetrics,
  }));

export interface Verdict {
  table: string;
  /** Passed rules over rules. */
  score: number;
  verdict: 'pass' | 'warn' | 'reject';
  failed: { rule: string; message?: string | undefined }[];
}

/** The gate: by what was scored, never by whether the evaluation ran. */
export const judge = (
  result: DataQualityResult,
  { table, pass, warn, critical }: { table: string; pass: number; warn: number; critical: string[] },
): Verdict => {
  const score = result.Score ?? 0;
  const failed = rulesOf(result)
    .filter(({ outcome }) => outcome !== 'PASS')
    .map(({ rule, message }) => ({ rule, message }));
  const broken = failed.some(({ rule }) => critical.some((type) => rule.startsWith(`${type} `)));
  return { table, score, failed, verdict: broken || score < warn ? 'reject' : score < pass ? 'warn' : 'pass' };
};
