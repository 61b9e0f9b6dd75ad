import { logger } from '../logger.ts';
import { drivers } from './drivers.ts';
import { jobRecords } from './record.ts';

/** Stops the jobs that an execution started and nobody waits for any more; answers how many there were. */
export const stopJobs = async (executionArn: string): Promise<number> => {
  const orphans = (await jobRecords.listOpen()).filter((record) => record.run.executionArn === executionArn);
  await Promise.all(
    orphans.map(async (record) => {
      if (record.status === 'starting' || record.status === 'running') {
        await drivers[record.kind].stop(record);
        logger.warn('job stopped: nobody waits for it any more', { stage: record.stage, jobId: record.jobId });
      }
      await jobRecords.close(record.key, record.attempt);
    }),
  );
  return orphans.length;
};
