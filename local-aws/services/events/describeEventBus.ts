import type { DescribeEventBusRequest, DescribeEventBusResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../service.ts';
import { busAnswer } from './busAnswer.ts';
import type { Router } from './router.ts';

export const describeEventBus = (router: Router) =>
  operation<DescribeEventBusRequest, DescribeEventBusResponse>({
    name: 'DescribeEventBus',
    accepts: ['Name'],
    access: ({ Name }, { cloud }) => [
      { action: 'events:DescribeEventBus', resource: cloud.arn('events', `event-bus/${Name ?? 'default'}`) },
    ],
    run: ({ Name }) => busAnswer(router.buses.bus(Name)),
  });
