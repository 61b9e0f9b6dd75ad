import * as z from 'zod';
import { glueDriver } from '../shared/jobs/glue.ts';
import { onlineDefinition } from '../shared/online/definition.ts';
import { fileOf } from '../shared/spec.ts';
import { featureSql, onlineSql } from '../shared/sql/featureSql.ts';
import { createStageHandler } from '../shared/stage.ts';
import { inputFrom, manifestOf, planStep } from '../shared/steps.ts';

/** Clean tables → the feature table and the folds: one CSV each, sorted by the id, because the trainer's result depends on the rows' order. */
export const handler = createStageHandler({
  stage: 'EngineerFeatures',
  kind: 'glue',
  driver: glueDriver,
  input: { tables: z.string() },
  plan: async ({ run, tables }, pipeline) => {
    const clean = await manifestOf(tables);
    const { views, outputs } = featureSql(pipeline.spec, (file) => fileOf(pipeline, file));
    const online = pipeline.spec.online
      ? onlineSql(onlineDefinition(pipeline.spec, (file) => fileOf(pipeline, file)))
      : [];
    return planStep(run, pipeline, {
      name: 'features',
      inputs: Object.keys(pipeline.spec.tables).map((table) => inputFrom(clean, table)),
      views,
      outputs: [...outputs, ...online].map((output) => ({
        ...output,
        area: 'features',
        catalogued: output.name === 'features',
        requireRows: output.name !== 'features',
        totals: { rows: 'count(*)' },
        ...(output.format === 'csv' && { csv: { header: false, delimiter: ',' }, singleFile: true }),
      })),
    });
  },
});
