import type { GetJobRequest, GetJobResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { findJob, jobAnswer, jobArn } from './jobs/records.ts';

export const getJob = operation<GetJobRequest, GetJobResponse>({
  name: 'GetJob',
  accepts: ['JobName'],
  required: ['JobName'],
  access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:GetJob', resource: jobArn(cloud, JobName) }],
  run: ({ JobName = '' }, { cloud }) => ({ Job: jobAnswer(findJob(cloud, JobName)) }),
});
