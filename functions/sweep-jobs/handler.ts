import * as z from 'zod';
import { createHandler } from '../shared/handler.ts';
import { drivers } from '../shared/jobs/drivers.ts';
import { type JobRecord, jobRecords } from '../shared/jobs/record.ts';
import { settle } from '../shared/jobs/settle.ts';
import { ensureStarted } from '../shared/jobs/start.ts';
import { tellAlive } from '../shared/jobs/token.ts';
import { logger } from '../shared/logger.ts';

/** A record this young (seconds) may be in the hands of the call that wrote it. */
const settlingSeconds = 120;

const sweep = async (record: JobRecord): Promise<void> => {
  const driver = drivers[record.kind];
  // A call that died between its record and its job: the job is found or started now.
  const waiting = record.status === 'starting' && Date.now() / 1000 - record.startedAt < settlingSeconds;
  if (waiting) return;
  const started = record.status === 'starting' ? await ensureStarted(driver, record) : record;
  if ((await settle(driver, started)) === 'running') await tellAlive(started);
};

/** Every five minutes: looks at every job that somebody waits for. Events are best effort; this is what makes sure. */
export const handler = createHandler(z.unknown(), async () => {
  const open = await jobRecords.listOpen();
  const results = await Promise.allSettled(open.map(sweep));
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ record: open[index], reason: result.reason as Error }] : [],
  );
  for (const { record, reason } of failures)
    logger.error(`sweeping ${record?.stage} ${record?.key} failed: ${reason.message}`, reason);
  if (failures[0]) throw failures[0].reason;
  return { open: open.length };
});
