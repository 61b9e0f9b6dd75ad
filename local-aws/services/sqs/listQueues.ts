import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { queueUrlOf } from './queueUrlOf.ts';
import type { Sqs } from './sqs.ts';

export const listQueues = (sqs: Sqs) =>
  operation<ListQueuesRequest, ListQueuesResult>({
    name: 'ListQueues',
    accepts: ['QueueNamePrefix', 'NextToken', 'MaxResults'],
    run({ QueueNamePrefix, NextToken, MaxResults }, call) {
      const { items, nextToken } = page(sqs.queues.list(QueueNamePrefix), ({ name }) => name, {
        token: NextToken,
        limit: MaxResults,
        defaultLimit: 1000,
        tokenError: 'InvalidParameterValue',
      });
      return { QueueUrls: items.map((queue) => queueUrlOf(queue, call)), NextToken: nextToken };
    },
  });
