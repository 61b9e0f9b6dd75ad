import type { GetJobRunsRequest, GetJobRunsResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { findJob, jobArn, runAnswer, runsOf } from './jobs/records.ts';

/** Newest first. */
export const getJobRuns = operation<GetJobRunsRequest, GetJobRunsResponse>({
  name: 'GetJobRuns',
  accepts: ['JobName', 'NextToken', 'MaxResults'],
  required: ['JobName'],
  access: ({ JobName = '' }, { cloud }) => [{ action: 'glue:GetJobRuns', resource: jobArn(cloud, JobName) }],
  run: ({ JobName = '', NextToken, MaxResults }, { cloud }) => {
    findJob(cloud, JobName);
    // A later start sorts first; the id tells apart what began in one millisecond.
    const order = ({ StartedOn, Id }: { StartedOn: number; Id: string }) =>
      `${String(1e15 - StartedOn).padStart(16, '0')} ${Id}`;
    const { items, nextToken } = page(runsOf(cloud, JobName), order, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 200,
      tokenError: 'InvalidInputException',
    });
    return { JobRuns: items.map(runAnswer), ...(nextToken !== undefined && { NextToken: nextToken }) };
  },
});
