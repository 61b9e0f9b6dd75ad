import type { GetJobsRequest, GetJobsResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { jobAnswer, jobTable } from './jobs/records.ts';

export const getJobs = operation<GetJobsRequest, GetJobsResponse>({
  name: 'GetJobs',
  accepts: ['NextToken', 'MaxResults'],
  run: ({ NextToken, MaxResults }, { cloud }) => {
    const jobs = jobTable(cloud)
      .list()
      .map(({ value }) => value);
    const { items, nextToken } = page(jobs, ({ Name }) => Name, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    return { Jobs: items.map(jobAnswer), ...(nextToken !== undefined && { NextToken: nextToken }) };
  },
});
