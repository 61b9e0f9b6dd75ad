import type { GetJobRunRequest, GetJobRunResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { jobArn, runAnswer, runKey, runTable } from './jobs/records.ts';

export const getJobRun = operation<GetJobRunRequest, GetJobRunResponse>({
  name: 'GetJobRun',
  accepts: ['JobName', 'RunId'],
  inert: ['PredecessorsIncluded'],
  required: ['JobName', 'RunId'],
  access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:GetJobRun', resource: jobArn(cloud, JobName) }],
  run: ({ JobName = '', RunId = '' }, { cloud }) => {
    const run = runTable(cloud).get(runKey(JobName, RunId));
    if (!run) throw new AwsError('EntityNotFoundException', `Job run ${RunId} of job ${JobName} not found.`);
    return { JobRun: runAnswer(run) };
  },
});
