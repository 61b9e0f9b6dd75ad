import * as z from 'zod';
import { filing } from '../shared/contracts/filing.ts';
import { NightjarError } from '../shared/errors.ts';
import { glueDriver } from '../shared/jobs/glue.ts';
import { createReportStageHandler } from '../shared/reports/stage.ts';
import { collectRecords, collectTable } from '../shared/reports/steps.ts';
import { locateTable } from '../shared/reports/upstream.ts';
import { manifestOf, planStep } from '../shared/steps.ts';
import { gatherRecords } from './gatherRecords.ts';
import { writeRecords } from './writeRecords.ts';

/** Collects one source of a report: a table that a night left, or what the nights of the period recorded. */
export const handler = createReportStageHandler({
  stage: 'CollectSources',
  kind: 'glue',
  driver: glueDriver,
  input: { filing, source: z.string() },
  plan: async ({ run, filing, source }, report) => {
    const definition = report.spec.sources[source];
    if (!definition) throw new NightjarError('ReportInvalid', `${run.pipeline} has no source ${source}`);
    if ('records' in definition) {
      const files = await writeRecords(run, source, await gatherRecords(definition.pipelines, filing));
      return planStep(run, report, collectRecords(report.spec, filing, source, files));
    }
    const upstream = await manifestOf((await locateTable(definition, filing.to)).manifest);
    return planStep(run, report, collectTable(report.spec, filing, source, definition, upstream));
  },
});
