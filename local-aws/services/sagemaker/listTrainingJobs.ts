import type { ListTrainingJobsRequest, ListTrainingJobsResponse } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listTrainingJobs = operation<ListTrainingJobsRequest, ListTrainingJobsResponse>({
  name: 'ListTrainingJobs',
  accepts: [
    'NextToken',
    'MaxResults',
    'CreationTimeAfter',
    'CreationTimeBefore',
    'LastModifiedTimeAfter',
    'LastModifiedTimeBefore',
    'NameContains',
    'StatusEquals',
    'SortBy',
    'SortOrder',
  ],
  run: (input, call) => {
    const found = sageMaker(call)
      .tables.trainingJobs.list()
      .filter(
        ({ key, value }) =>
          key.includes(input.NameContains ?? '') &&
          (input.StatusEquals === undefined || value.status === input.StatusEquals) &&
          within(value.created, input.CreationTimeAfter, input.CreationTimeBefore) &&
          within(value.modified, input.LastModifiedTimeAfter, input.LastModifiedTimeBefore),
      );
    const { items, nextToken } = listed(
      found,
      input,
      ({ value }) => value.created,
      ({ key }) => key,
      'Ascending',
    );
    return {
      TrainingJobSummaries: items.map(({ key, value }) => ({
        TrainingJobName: key,
        TrainingJobArn: value.arn,
        CreationTime: new Date(value.created),
        ...(value.ended !== undefined && { TrainingEndTime: new Date(value.ended) }),
        LastModifiedTime: new Date(value.modified),
        TrainingJobStatus: value.status,
        SecondaryStatus: value.secondary,
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
