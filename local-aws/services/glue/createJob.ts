import type { CreateJobRequest, CreateJobResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkJob, INERT_JOB_MEMBERS, JOB_MEMBERS, passRole } from './jobs/checkJob.ts';
import { jobArn, jobTable } from './jobs/records.ts';
import { tagStore } from './tagStore.ts';

export const createJob = operation<CreateJobRequest, CreateJobResponse>({
  name: 'CreateJob',
  accepts: ['Name', 'Tags', ...JOB_MEMBERS],
  inert: INERT_JOB_MEMBERS,
  required: ['Name', 'Role', 'Command'],
  access: ({ Name = '', Role }, { cloud }) => [
    { action: 'glue:CreateJob', resource: jobArn(cloud, Name) },
    ...passRole(cloud, Role),
  ],
  run: ({ Tags, ...input }, { cloud }) => {
    const { Name = '' } = input;
    checkJob(input);
    if (jobTable(cloud).get(Name)) throw new AwsError('AlreadyExistsException', `Job ${Name} already exists.`);
    const now = cloud.clock.now();
    jobTable(cloud).put(Name, { ...input, Name, CreatedOn: now, LastModifiedOn: now });
    tagStore(cloud).put(jobArn(cloud, Name), { ...Tags });
    return { Name };
  },
});
