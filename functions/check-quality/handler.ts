import * as z from 'zod';
import { env } from '../shared/env.ts';
import { NightjarError } from '../shared/errors.ts';
import { qualityDriver } from '../shared/jobs/quality.ts';
import { catalogTable, layout } from '../shared/layout.ts';
import { roleArn } from '../shared/roleArn.ts';
import { fileOf } from '../shared/spec.ts';
import { createStageHandler } from '../shared/stage.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

/** Evaluates a table's ruleset on the partition of this business date. Other tables are known to it by their names. */
export const handler = createStageHandler({
  stage: 'CheckQuality',
  kind: 'quality',
  driver: qualityDriver,
  input: {
    area: z.enum(['raw', 'features']),
    table: z.string(),
    /** Manifests that show the tables which the rules may speak of, this one's among them. */
    manifests: z.array(z.strictObject({ table: z.string(), manifest: z.string() })),
  },
  plan: async ({ run, area, table, manifests }, pipeline) => {
    const { spec } = pipeline;
    const file = area === 'features' ? spec.features.quality : spec.sources[table]?.quality;
    if (!file) throw new NightjarError('PipelineInvalid', `${area} table ${table} has no quality rules`);
    const rules = fileOf(pipeline, file);
    const seen = await Promise.all(
      manifests.map(async ({ table: name, manifest }) => ({
        table: name,
        files: outputOf(await manifestOf(manifest), name).files.map(({ uri, etag }) => ({ uri, etag })),
      })),
    );
    const source = (name: string) => ({
      GlueTable: {
        DatabaseName: env.glueDatabase(),
        TableName: catalogTable(run.pipeline, area, name),
        AdditionalOptions: { pushDownPredicate: `business_date='${run.businessDate}'` },
      },
    });
    const ruleset = `${env.resourcePrefix()}-${run.pipeline}-${area}-${table}`;
    return {
      keyed: { rules, seen, gates: spec.quality },
      request: async (key) => ({
        table,
        prefix: layout.stage(run, `quality-${area}-${table}`, key),
        run: {
          DataSource: source(table),
          AdditionalDataSources: Object.fromEntries(
            manifests.filter(({ table: name }) => name !== table).map(({ table: name }) => [name, source(name)]),
          ),
          RulesetNames: [ruleset],
          Role: roleArn(env.qualityRole(), run),
          NumberOfWorkers: spec.compute.workers,
          Timeout: spec.compute.timeoutMinutes,
          AdditionalRunOptions: { CloudWatchMetricsEnabled: true },
        },
        ...spec.quality,
      }),
    };
  },
});
