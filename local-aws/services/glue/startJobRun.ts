import type { StartJobRunRequest, StartJobRunResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { type Operation, operation } from '../../service.ts';
import { checkJob } from './jobs/checkJob.ts';
import type { JobRuns } from './jobs/jobRuns.ts';
import { jobArn, jobTable } from './jobs/records.ts';

export const startJobRun = (runs: JobRuns): Operation<StartJobRunRequest, StartJobRunResponse> =>
  operation({
    name: 'StartJobRun',
    accepts: ['JobName', 'Arguments', 'Timeout', 'WorkerType', 'NumberOfWorkers', 'ExecutionClass'],
    inert: ['NotificationProperty', 'SecurityConfiguration'],
    required: ['JobName'],
    access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:StartJobRun', resource: jobArn(cloud, JobName) }],
    run: (input, { cloud }) => {
      const job = jobTable(cloud).get(input.JobName ?? '');
      if (!job) throw new AwsError('EntityNotFoundException', 'Failed to start job run due to missing metadata');
      const { WorkerType = job.WorkerType, NumberOfWorkers = job.NumberOfWorkers, Timeout = job.Timeout } = input;
      checkJob({ ...job, WorkerType, NumberOfWorkers, Timeout });
      return { JobRunId: runs.start(job, input).Id };
    },
  });
