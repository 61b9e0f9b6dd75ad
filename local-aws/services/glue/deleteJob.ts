import type { DeleteJobRequest, DeleteJobResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { jobArn, jobTable } from './jobs/records.ts';
import { tagStore } from './tagStore.ts';

/** A job that is not there is no error, as on AWS. Its runs stay on record. */
export const deleteJob = operation<DeleteJobRequest, DeleteJobResponse>({
  name: 'DeleteJob',
  accepts: ['JobName'],
  required: ['JobName'],
  access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:DeleteJob', resource: jobArn(cloud, JobName) }],
  run: ({ JobName = '' }, { cloud }) => {
    jobTable(cloud).delete(JobName);
    tagStore(cloud).delete(jobArn(cloud, JobName));
    return { JobName };
  },
});
