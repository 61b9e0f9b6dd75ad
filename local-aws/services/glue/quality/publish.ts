import type { Cloud } from '../../../cloud.ts';
import { roleSession } from '../../../deliveries/roleSession.ts';
import { QualityError } from '../../../engines/quality/errors.ts';
import { roleArn } from '../jobs/checkJob.ts';
import { resultAnswer } from './answers.ts';
import type { ResultRecord, RunRecord } from './records.ts';

/** Writes results below the run's `ResultsS3Prefix`, one JSON document each, with the rights of the run's role. */
export const writeResults = async (cloud: Cloud, run: RunRecord, results: readonly ResultRecord[]): Promise<void> => {
  const prefix = run.AdditionalRunOptions?.ResultsS3Prefix;
  if (prefix === undefined) return;
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(prefix) ?? [];
  if (bucket === undefined)
    throw new QualityError('DataUnreadable', `ResultsS3Prefix ${JSON.stringify(prefix)} is not s3://bucket/prefix`);
  const caller = roleSession(roleArn(cloud, run.Role), 'GlueDataQualitySession');
  for (const result of results) {
    const Key = `${path.replace(/\/?$/, path === '' ? '' : '/')}${run.RunId}/${result.ResultId}.json`;
    await cloud.call('s3', 'PutObject', { Bucket: bucket, Key, Body: JSON.stringify(resultAnswer(result)) }, caller);
  }
};

/** Tells the default bus and, where the run asks for it, CloudWatch what came of each ruleset. */
export const announce = (cloud: Cloud, run: RunRecord, results: readonly ResultRecord[]): void => {
  const { DatabaseName = '', TableName = '', CatalogId = cloud.account } = run.DataSource.GlueTable ?? {};
  for (const result of results) {
    const passed = result.RuleResults.filter(({ Result }) => Result === 'PASS').length;
    const failed = result.RuleResults.length - passed;
    // https://docs.aws.amazon.com/glue/latest/dg/data-quality-alerts.html
    cloud.parts.events.emit({
      source: 'aws.glue-dataquality',
      detailType: 'Data Quality Evaluation Results Available',
      detail: {
        resultId: result.ResultId,
        context: {
          contextType: 'GLUE_DATA_CATALOG',
          runId: run.RunId,
          databaseName: DatabaseName,
          tableName: TableName,
          catalogId: CatalogId,
        },
        resultID: result.ResultId,
        rulesetNames: [result.RulesetName],
        state: failed === 0 ? 'SUCCEEDED' : 'FAILED',
        score: result.Score,
        numRulesSucceeded: passed,
        numRulesFailed: failed,
        numRulesSkipped: 0,
      },
    });
    if (run.AdditionalRunOptions?.CloudWatchMetricsEnabled !== true) continue;
    const dimensions = { CatalogId, Database: DatabaseName, Table: TableName };
    cloud.parts.metrics.put('Glue Data Quality Metrics', [
      { name: 'glue.data.quality.rules.passed', value: passed, unit: 'Count', dimensions },
      { name: 'glue.data.quality.rules.failed', value: failed, unit: 'Count', dimensions },
    ]);
  }
};
