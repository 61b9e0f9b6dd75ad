import type { BatchGetJobsRequest, BatchGetJobsResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { jobAnswer, jobArn, jobTable } from './jobs/records.ts';

export const batchGetJobs = operation<BatchGetJobsRequest, BatchGetJobsResponse>({
  name: 'BatchGetJobs',
  accepts: ['JobNames'],
  required: ['JobNames'],
  access: ({ JobNames = [] }, { cloud }) =>
    JobNames.map((name) => ({ action: 'glue:BatchGetJobs', resource: jobArn(cloud, name) })),
  run: ({ JobNames = [] }, { cloud }) => {
    const jobs = jobTable(cloud);
    return {
      Jobs: JobNames.flatMap((name) => jobs.get(name) ?? []).map(jobAnswer),
      JobsNotFound: JobNames.filter((name) => jobs.get(name) === undefined),
    };
  },
});
