import type { ListEventSourceMappingsRequest, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import { page } from '../paging.ts';
import { operation } from '../service.ts';
import { configurationOf } from './configurationOf.ts';
import type { EventSourceMappings } from './mappings.ts';

export const listEventSourceMappings = (mappings: EventSourceMappings) =>
  operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse>({
    name: 'ListEventSourceMappings',
    accepts: ['EventSourceArn', 'FunctionName', 'Marker', 'MaxItems'],
    run({ EventSourceArn, FunctionName, Marker, MaxItems }) {
      const found = mappings.store
        .list()
        .filter(
          ({ sourceArn, functionArn }) =>
            (EventSourceArn === undefined || sourceArn === EventSourceArn) &&
            (FunctionName === undefined ||
              functionArn === FunctionName ||
              functionArn.endsWith(`:function:${FunctionName}`)),
        );
      const { items, nextToken } = page(found, ({ uuid }) => uuid, {
        token: Marker,
        limit: MaxItems,
        defaultLimit: 100,
        tokenError: 'InvalidParameterValueException',
      });
      return { EventSourceMappings: items.map((mapping) => configurationOf(mapping)), NextMarker: nextToken };
    },
  });
