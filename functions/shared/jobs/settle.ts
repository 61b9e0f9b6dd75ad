import { NightjarError } from '../errors.ts';
import { logger } from '../logger.ts';
import type { JobDriver } from './driver.ts';
import { type JobRecord, jobRecords } from './record.ts';
import { tellFailure, tellSuccess } from './token.ts';

/** What became of a look at a job. */
export type Settled = 'running' | 'succeeded' | 'failed';

/** The end of a job as its record keeps it, or undefined while it runs. */
const endOf = async (
  driver: JobDriver,
  record: JobRecord,
): Promise<Pick<JobRecord, 'status' | 'outcome' | 'error' | 'cause'> | undefined> => {
  const state = await driver.describe(record);
  switch (state.status) {
    case 'running':
      return undefined;
    case 'failed':
      return state;
    case 'succeeded':
      try {
        return { status: 'succeeded', outcome: await driver.outcome(record) };
      } catch (error) {
        if (!(error instanceof NightjarError)) throw error;
        return { status: 'failed', error: error.name, cause: error.message };
      }
    default:
      return state satisfies never;
  }
};

/**
 * Looks at a job and, where it has ended, records how and tells the execution that waits. Safe to call at any time, any number of times,
 * from any number of places: the record decides once, and whoever comes later repeats what it says.
 */
export const settle = async (driver: JobDriver, record: JobRecord): Promise<Settled> => {
  let current = record;
  if (current.status === 'starting' || current.status === 'running') {
    const end = await endOf(driver, current);
    if (!end) return 'running';
    current = (await jobRecords.settle(current.key, current.attempt, end))
      ? { ...current, ...end }
      : ((await jobRecords.get(current.key)) ?? current);
    // This attempt had ended before, and the stage is at its next one, which is not for this call to answer.
    if (current.attempt !== record.attempt) return 'failed';
    logger.info('job ended', {
      stage: current.stage,
      key: current.key,
      jobId: current.jobId,
      status: current.status,
      error: current.error,
    });
  }
  if (current.status === 'succeeded') await tellSuccess(current);
  else await tellFailure(current);
  await jobRecords.close(current.key, current.attempt);
  return current.status === 'succeeded' ? 'succeeded' : 'failed';
};
