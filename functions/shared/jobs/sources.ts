import * as z from 'zod';
import { lookForSources } from '../landing/look.ts';
import { writeJson } from '../objects.ts';
import { specOf } from '../spec.ts';
import type { JobDriver } from './driver.ts';

const sourcesRequest = z.object({ prefix: z.string() });

/**
 * Waiting for the source systems, as a job: S3 says when a file has landed, the sweeper looks as well, and the state's time-out is the
 * deadline. So a night that waits for hours makes no more transitions than one that finds everything there.
 */
export const sourcesDriver: JobDriver = {
  endsAtOnce: true,
  find: async () => undefined,
  start: async (record) => `sources-${record.run.runId}`,
  describe: async (record) => {
    const { spec } = await specOf(record.run);
    const { missing } = await lookForSources(spec, record.run);
    return missing.length === 0 ? { status: 'succeeded' } : { status: 'running' };
  },
  outcome: async (record) => {
    const { spec } = await specOf(record.run);
    const { landed } = await lookForSources(spec, record.run);
    const uri = `${sourcesRequest.parse(record.request).prefix}sources.json`;
    await writeJson(uri, landed);
    return { key: record.key, sources: uri };
  },
  stop: async () => {},
};
