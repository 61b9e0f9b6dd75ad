import type {
  BatchStopJobRunError,
  BatchStopJobRunRequest,
  BatchStopJobRunResponse,
  BatchStopJobRunSuccessfulSubmission,
} from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { type Operation, operation } from '../../service.ts';
import { errorDetail } from './catalog/errorDetail.ts';
import type { JobRuns } from './jobs/jobRuns.ts';
import { jobArn, runKey, runTable } from './jobs/records.ts';

/** A run's work is killed, not asked to end: its process is gone when the run is STOPPED. */
export const batchStopJobRun = (runs: JobRuns): Operation<BatchStopJobRunRequest, BatchStopJobRunResponse> =>
  operation({
    name: 'BatchStopJobRun',
    accepts: ['JobName', 'JobRunIds'],
    required: ['JobName', 'JobRunIds'],
    access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:BatchStopJobRun', resource: jobArn(cloud, JobName) }],
    run: ({ JobName = '', JobRunIds = [] }, { cloud }) => {
      const SuccessfulSubmissions: BatchStopJobRunSuccessfulSubmission[] = [];
      const Errors: BatchStopJobRunError[] = [];
      for (const JobRunId of JobRunIds)
        try {
          const run = runTable(cloud).get(runKey(JobName, JobRunId));
          if (!run) throw new AwsError('EntityNotFoundException', `Job run ${JobRunId} not found.`);
          runs.stop(run);
          SuccessfulSubmissions.push({ JobName, JobRunId });
        } catch (error) {
          Errors.push({ JobName, JobRunId, ErrorDetail: errorDetail(error) });
        }
      return { SuccessfulSubmissions, Errors };
    },
  });
