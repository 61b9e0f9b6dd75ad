import * as z from 'zod';
import { env } from '../shared/env.ts';
import { NightjarError } from '../shared/errors.ts';
import { qualityDriver } from '../shared/jobs/quality.ts';
import { catalogTable, layout } from '../shared/layout.ts';
import { createReportStageHandler, reportFile } from '../shared/reports/stage.ts';
import { roleArn } from '../shared/roleArn.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

/** Evaluates the requirements of one table of the report. Every rule must hold: there is no half-valid filing. */
export const handler = createReportStageHandler({
  stage: 'CheckRequirements',
  kind: 'quality',
  driver: qualityDriver,
  input: { table: z.string(), composed: z.string() },
  plan: async ({ run, table, composed }, report) => {
    const { spec } = report;
    const file = spec.tables[table]?.requirements;
    if (!file) throw new NightjarError('ReportInvalid', `table ${table} of ${spec.name} has no requirements`);
    const rules = reportFile(report, file);
    const left = await manifestOf(composed);
    const source = (name: string) => ({
      GlueTable: {
        DatabaseName: env.glueDatabase(),
        TableName: catalogTable(run.pipeline, 'reports', name),
        AdditionalOptions: { pushDownPredicate: `business_date='${run.businessDate}'` },
      },
    });
    const others = Object.keys(spec.tables).filter((name) => name !== table);
    const all = [table, ...others].map((name) => outputOf(left, name).files.map(({ uri, etag }) => ({ uri, etag })));
    return {
      keyed: { rules, table, all },
      request: async (key) => ({
        table,
        prefix: layout.stage(run, `requirements-${table}`, key),
        run: {
          DataSource: source(table),
          AdditionalDataSources: Object.fromEntries(others.map((name) => [name, source(name)])),
          RulesetNames: [`${env.resourcePrefix()}-${run.pipeline}-reports-${table}`],
          Role: roleArn(env.qualityRole(), run),
          NumberOfWorkers: spec.compute.workers,
          Timeout: spec.compute.timeoutMinutes,
          AdditionalRunOptions: { CloudWatchMetricsEnabled: true },
        },
        pass: 1,
        warn: 1,
        critical: [],
      }),
    };
  },
});
