import { sourcesDriver } from '../shared/jobs/sources.ts';
import { createStageHandler } from '../shared/stage.ts';

/** Waits until every source has landed whole: answered by the event of the last file, by the sweeper, or at once. */
export const handler = createStageHandler({
  stage: 'AwaitSources',
  kind: 'sources',
  driver: sourcesDriver,
  input: {},
  // Every run looks for itself: what landed is a fact of the moment, not the outcome of a computation.
  plan: async ({ run }) => ({ keyed: { runId: run.runId }, request: async () => ({ prefix: run.prefix }) }),
});
