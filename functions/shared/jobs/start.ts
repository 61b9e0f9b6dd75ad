import type { Run } from '../contracts/run.ts';
import { logger } from '../logger.ts';
import type { JobDriver } from './driver.ts';
import { type JobKind, type JobRecord, jobRecords } from './record.ts';
import { settle } from './settle.ts';
import { tellSuccess } from './token.ts';

export interface JobRequest {
  kind: JobKind;
  stage: string;
  run: Run;
  /** Hash of all that decides the outcome. */
  key: string;
  request: Record<string, unknown>;
}

/** How a call came to its job. */
export interface Taken {
  key: string;
  jobId?: string;
  taken: 'started' | 'attached' | 'finished before';
}

/**
 * Starts a stage's job or attaches to the one that is under way; a stage that is done is answered at once. Record first, start second: a
 * call that dies between leaves a record from which the next one, or the sweeper, goes on.
 */
export const startJob = async (driver: JobDriver, job: JobRequest, token: string): Promise<Taken> => {
  const known = await jobRecords.get(job.key);
  if (known?.status === 'succeeded') {
    await driver.takeOver?.(known);
    await tellSuccess({ ...known, token });
    logger.info('stage was done before; its outcome is taken over', { stage: job.stage, key: job.key });
    return { key: job.key, taken: 'finished before' };
  }
  const opened = await jobRecords.open({ ...job, token, attempt: known?.status === 'failed' ? known.attempt + 1 : 1 });
  if (!opened) await jobRecords.attach(job.key, token, job.run);
  const record = await jobRecords.get(job.key);
  if (!record) throw new Error(`job record ${job.key} vanished`);
  const started = await ensureStarted(driver, record);
  if (driver.endsAtOnce) await settle(driver, started);
  return { key: job.key, jobId: started.jobId, taken: opened ? 'started' : 'attached' };
};

/** The record with its job's id: found where an earlier call started it and could not say so, else started now. */
export const ensureStarted = async (driver: JobDriver, record: JobRecord): Promise<JobRecord & { jobId: string }> => {
  if (record.jobId) return { ...record, jobId: record.jobId };
  const jobId = (await driver.find(record)) ?? (await driver.start(record));
  await jobRecords.started(record.key, record.attempt, jobId);
  return { ...record, jobId, status: record.status === 'starting' ? 'running' : record.status };
};
