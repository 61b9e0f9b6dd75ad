import * as z from 'zod';
import { addDays } from '../shared/calendar.ts';
import { NightjarError } from '../shared/errors.ts';
import { glueDriver } from '../shared/jobs/glue.ts';
import { landedSources } from '../shared/landing/look.ts';
import { readJson } from '../shared/objects.ts';
import { extractSql } from '../shared/sql/extractSql.ts';
import { createStageHandler } from '../shared/stage.ts';
import { planStep } from '../shared/steps.ts';

/** Landing → typed Parquet, with a quarantine of what could not be typed and control totals against what the source system says it sent. */
export const handler = createStageHandler({
  stage: 'ExtractSources',
  kind: 'glue',
  driver: glueDriver,
  input: { source: z.string(), sources: z.string() },
  plan: async ({ run, source, sources }, pipeline) => {
    const definition = pipeline.spec.sources[source];
    const landed = (await readJson(sources, landedSources))[source];
    if (!definition || !landed)
      throw new NightjarError('SourceIncomplete', `source ${source} is not among what landed (${sources})`);
    const { inputColumns, rejects, views, typed, quarantine } = extractSql(definition);
    const totals = { rows: 'count(*)', ...definition.totals };
    const fresh = definition.freshness;
    return planStep(run, pipeline, {
      name: `extract-${source}`,
      inputs: [
        {
          name: 'landed',
          format: definition.format,
          files: landed.files.map(({ uri }) => uri),
          etags: Object.fromEntries(landed.files.map(({ uri, etag }) => [uri, etag])),
          columns: inputColumns,
          ...(definition.format === 'csv' && { csv: definition.csv }),
          ...(rejects && { rejects }),
        },
      ],
      views,
      outputs: [
        {
          name: source,
          area: 'raw',
          catalogued: true,
          ...typed,
          format: 'parquet',
          totals: { ...totals, ...(fresh && { newest: `CAST(max(${fresh.column}) AS STRING)` }) },
        },
        { name: `${source}_unreadable`, area: 'quarantine', ...quarantine, format: 'parquet', totals },
      ],
      reconcile: [
        {
          input: 'landed',
          outputs: [source, `${source}_unreadable`],
          limit: { output: `${source}_unreadable`, share: definition.maxUnreadable },
        },
      ],
      ...(landed.control && {
        control: {
          rows: landed.control.files.reduce((sum, { rows }) => sum + rows, 0),
          totals: landed.control.totals,
          output: source,
          unreadable: `${source}_unreadable`,
        },
      }),
      ...(fresh && { freshness: { output: source, oldest: addDays(run.businessDate, -fresh.days) } }),
    });
  },
});
