import { StepError } from '../../../engines/sql/errors.ts';
import type { JobLog } from './jobLog.ts';
import type { JobWork } from './sqlJob.ts';

export const runSparkJob = (_work: JobWork & { role: string; log: JobLog }): Promise<void> =>
  Promise.reject(new StepError('EngineFailed', 'the Spark engine is not there yet'));
