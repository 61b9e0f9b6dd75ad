import type { ListEndpointConfigsInput, ListEndpointConfigsOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listEndpointConfigs = operation<ListEndpointConfigsInput, ListEndpointConfigsOutput>({
  name: 'ListEndpointConfigs',
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
      .tables.endpointConfigs.list()
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
      EndpointConfigs: items.map(({ key, value }) => ({
        EndpointConfigName: key,
        EndpointConfigArn: value.arn,
        CreationTime: new Date(value.created),
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
