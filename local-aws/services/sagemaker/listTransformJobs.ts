import type { ListTransformJobsRequest, ListTransformJobsResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listTransformJobs = operation<ListTransformJobsRequest, ListTransformJobsResponse>({
  name: 'ListTransformJobs',
  accepts: [
    'NextToken',
    'MaxResults',
    'CreationTimeAfter',
    'CreationTimeBefore',
    'NameContains',
    'StatusEquals',
    'SortBy',
    'SortOrder',
  ],
  run: (input, call) => {
    const found = sageMaker(call)
      .tables.transformJobs.list()
      .filter(
        ({ key, value }) =>
          key.includes(input.NameContains ?? '') &&
          (input.StatusEquals === undefined || value.status === input.StatusEquals) &&
          within(value.created, input.CreationTimeAfter, input.CreationTimeBefore),
      );
    const { items, nextToken } = listed(
      found,
      input,
      ({ value }) => value.created,
      ({ key }) => key,
    );
    return {
      TransformJobSummaries: items.map(({ key, value }) => ({
        TransformJobName: key,
        TransformJobArn: value.arn,
        CreationTime: new Date(value.created),
        ...(value.ended !== undefined && { TransformEndTime: new Date(value.ended) }),
        LastModifiedTime: new Date(value.ended ?? value.created),
        TransformJobStatus: value.status,
        ...(value.failure !== undefined && { FailureReason: value.failure }),
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
