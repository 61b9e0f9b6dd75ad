import type { ListJobsRequest, ListJobsResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { jobArn, jobTable } from './jobs/records.ts';
import { tagStore } from './tagStore.ts';

/** Names only; with `Tags`, of the jobs that carry all of them. */
export const listJobs = operation<ListJobsRequest, ListJobsResponse>({
  name: 'ListJobs',
  accepts: ['NextToken', 'MaxResults', 'Tags'],
  run: ({ NextToken, MaxResults, Tags = {} }, { cloud }) => {
    const wanted = Object.entries(Tags);
    const names = jobTable(cloud)
      .list()
      .map(({ value }) => value.Name)
      .filter((name) => {
        const tags = tagStore(cloud).get(jobArn(cloud, name)) ?? {};
        return wanted.every(([key, value]) => tags[key] === value);
      });
    const { items, nextToken } = page(names, (name) => name, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    return { JobNames: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
  },
});
