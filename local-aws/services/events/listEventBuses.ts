import type { ListEventBusesRequest, ListEventBusesResponse } from '@aws-sdk/client-eventbridge';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { busAnswer } from './busAnswer.ts';
import type { Router } from './router.ts';

export const listEventBuses = (router: Router) =>
  operation<ListEventBusesRequest, ListEventBusesResponse>({
    name: 'ListEventBuses',
    accepts: ['NamePrefix', 'NextToken', 'Limit'],
    run({ NamePrefix, NextToken, Limit }) {
      const { items, nextToken } = page(router.buses.list(NamePrefix), (bus) => bus.name, {
        token: NextToken,
        limit: Limit,
        defaultLimit: 100,
        tokenError: 'ValidationException',
      });
      return { EventBuses: items.map(busAnswer), NextToken: nextToken };
    },
  });
