import * as z from 'zod';
import { run } from '../shared/contracts/run.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { lookForSources } from '../shared/landing/look.ts';
import { specOf } from '../shared/spec.ts';

/** The deadline has passed: says which sources are not there and why, in the error that ends the night. */
export const handler = createHandler(z.strictObject({ run }), async ({ run }) => {
  const { spec } = await specOf(run);
  const { missing } = await lookForSources(spec, run);
  const what =
    missing.map(({ source, why }) => `${source} (${why})`).join('; ') ||
    'every source landed just after the deadline: run again';
  throw new NightjarError(
    'SourcesLate',
    `not landed by ${spec.schedule.sourcesDeadline} ${spec.schedule.timeZone}: ${what}`,
  );
});
