import * as z from 'zod';
import { glueDriver } from '../shared/jobs/glue.ts';
import { fileOf } from '../shared/spec.ts';
import { identifier } from '../shared/sql/names.ts';
import { transformSql } from '../shared/sql/transformSql.ts';
import { createStageHandler } from '../shared/stage.ts';
import { inputFrom, manifestOf, planStep } from '../shared/steps.ts';

/** Raw → clean: each table's SQL, bad rows to quarantine with their reason, and every row accounted for. */
export const handler = createStageHandler({
  stage: 'Transform',
  kind: 'glue',
  driver: glueDriver,
  input: { extracts: z.array(z.strictObject({ source: z.string(), manifest: z.string() })) },
  plan: async ({ run, extracts }, pipeline) => {
    const inputs = await Promise.all(
      extracts.map(async ({ source, manifest }) => inputFrom(await manifestOf(manifest), source, `raw_${source}`)),
    );
    const tables = Object.entries(pipeline.spec.tables).map(([name, table]) => ({
      name,
      table,
      sql: transformSql(name, table, fileOf(pipeline, table.sql)),
    }));
    return planStep(run, pipeline, {
      name: 'transform',
      inputs,
      views: tables.flatMap(({ name, sql }) => [sql.view, { name, sql: sql.clean.sql }]),
      outputs: tables.flatMap(({ name, table, sql }) => [
        {
          name,
          area: 'clean' as const,
          catalogued: true,
          sql: `SELECT * FROM ${identifier(name)}`,
          columns: sql.clean.columns,
          format: 'parquet' as const,
          totals: { rows: 'count(*)', ...table.totals },
        },
        {
          name: `${name}_quarantined`,
          area: 'quarantine' as const,
          ...sql.quarantine,
          format: 'parquet' as const,
          totals: { rows: 'count(*)', ...table.totals },
        },
      ]),
      reconcile: tables.map(({ name, table }) => ({
        input: `raw_${table.from}`,
        outputs: [name, `${name}_quarantined`],
        limit: { output: `${name}_quarantined`, share: table.maxQuarantined },
      })),
    });
  },
});
