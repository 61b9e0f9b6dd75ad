import type { ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult } from '@aws-sdk/client-sqs';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { queueUrlOf } from './queueUrlOf.ts';
import { redrivePolicy } from './redrivePolicy.ts';
import type { Sqs } from './sqs.ts';

export const listDeadLetterSourceQueues = (sqs: Sqs) =>
  operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult>({
    name: 'ListDeadLetterSourceQueues',
    accepts: ['QueueUrl', 'NextToken', 'MaxResults'],
    required: ['QueueUrl'],
    access: ({ QueueUrl }, call) => queueAccess('ListDeadLetterSourceQueues', QueueUrl, call),
    run({ QueueUrl, NextToken, MaxResults }, call) {
      const { arn } = sqs.queues.byUrl(QueueUrl);
      const sources = sqs.queues
        .list()
        .filter(({ attributes }) => redrivePolicy(attributes)?.deadLetterTargetArn === arn);
      const { items, nextToken } = page(sources, ({ name }) => name, {
        token: NextToken,
        limit: MaxResults,
        defaultLimit: 1000,
        tokenError: 'InvalidParameterValue',
      });
      return { queueUrls: items.map((queue) => queueUrlOf(queue, call)), NextToken: nextToken };
    },
  });
