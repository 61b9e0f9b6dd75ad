import type { UpdateJobRequest, UpdateJobResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { checkJob, INERT_JOB_MEMBERS, JOB_MEMBERS, passRole } from './jobs/checkJob.ts';
import { findJob, jobArn, jobTable } from './jobs/records.ts';

/** Replaces the job's definition: what the update leaves out is gone, as on AWS. */
export const updateJob = operation<UpdateJobRequest, UpdateJobResponse>({
  name: 'UpdateJob',
  accepts: ['JobName', 'JobUpdate'],
  required: ['JobName', 'JobUpdate'],
  access: ({ JobName = '', JobUpdate }, { cloud }) => [
    { action: 'glue:UpdateJob', resource: jobArn(cloud, JobName) },
    ...passRole(cloud, JobUpdate?.Role),
  ],
  run: ({ JobName = '', JobUpdate = {} }, { cloud }) => {
    const job = findJob(cloud, JobName);
    onlyMembers(JobUpdate, [...JOB_MEMBERS, ...INERT_JOB_MEMBERS], 'JobUpdate', 'InvalidInputException');
    const input = { ...JobUpdate, Role: JobUpdate.Role ?? job.Role, Command: JobUpdate.Command ?? job.Command };
    checkJob(input);
    jobTable(cloud).put(JobName, {
      ...input,
      Name: JobName,
      CreatedOn: job.CreatedOn,
      LastModifiedOn: cloud.clock.now(),
    });
    return { JobName };
  },
});
