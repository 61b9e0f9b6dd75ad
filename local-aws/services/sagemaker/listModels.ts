import type { ListModelsInput, ListModelsOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listModels = operation<ListModelsInput, ListModelsOutput>({
  name: 'ListModels',
  accepts: [
    'SortBy',
    'SortOrder',
    'NextToken',
    'MaxResults',
    'NameContains',
    'CreationTimeBefore',
    'CreationTimeAfter',
  ],
  run: (input, call) => {
    const found = sageMaker(call)
      .tables.models.list()
      .filter(
        ({ key, value }) =>
          key.includes(input.NameContains ?? '') &&
          within(value.created, input.CreationTimeAfter, input.CreationTimeBefore),
      );
    const { items, nextToken } = listed(
      found,
      input,
      ({ value }) => value.created,
      ({ key }) => key,
    );
    return {
      Models: items.map(({ key, value }) => ({
        ModelName: key,
        ModelArn: value.arn,
        CreationTime: new Date(value.created),
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
