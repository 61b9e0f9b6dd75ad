import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import type { Sqs } from './sqs.ts';

export const purgeQueue = (sqs: Sqs) =>
  operation<PurgeQueueRequest, void>({
    name: 'PurgeQueue',
    accepts: ['QueueUrl'],
    required: ['QueueUrl'],
    access: ({ QueueUrl }, call) => queueAccess('PurgeQueue', QueueUrl, call),
    run: ({ QueueUrl }) => sqs.messages.clear(sqs.queues.byUrl(QueueUrl).name),
  });
