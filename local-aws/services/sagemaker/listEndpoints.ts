import type { ListEndpointsInput, ListEndpointsOutput } from '@aws-sdk/client-sagemaker';
import { operation } from '../../service.ts';
import { sageMaker } from './context.ts';
import { listed, within } from './listing.ts';

export const listEndpoints = operation<ListEndpointsInput, ListEndpointsOutput>({
  name: 'ListEndpoints',
  accepts: [
    'SortBy',
    'SortOrder',
    'NextToken',
    'MaxResults',
    'NameContains',
    'CreationTimeBefore',
    'CreationTimeAfter',
    'LastModifiedTimeBefore',
    'LastModifiedTimeAfter',
    'StatusEquals',
  ],
  run: (input, call) => {
    const found = sageMaker(call)
      .tables.endpoints.list()
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
    );
    return {
      Endpoints: items.map(({ key, value }) => ({
        EndpointName: key,
        EndpointArn: value.arn,
        CreationTime: new Date(value.created),
        LastModifiedTime: new Date(value.modified),
        EndpointStatus: value.status,
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  },
});
