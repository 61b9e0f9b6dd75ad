import * as z from 'zod';
import { filing } from '../shared/contracts/filing.ts';
import { glueDriver } from '../shared/jobs/glue.ts';
import { createReportStageHandler } from '../shared/reports/stage.ts';
import { composeTables } from '../shared/reports/steps.ts';
import { manifestOf, planStep } from '../shared/steps.ts';

/** Collected sources → the report's tables, in one Glue job run. */
export const handler = createReportStageHandler({
  stage: 'ComposeReport',
  kind: 'glue',
  driver: glueDriver,
  input: { filing, collected: z.array(z.strictObject({ source: z.string(), manifest: z.string() })) },
  plan: async ({ run, filing, collected }, report) =>
    planStep(
      run,
      report,
      composeTables(report, filing, await Promise.all(collected.map(({ manifest }) => manifestOf(manifest)))),
    ),
});
