import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import type { Sqs } from './sqs.ts';

export const deleteQueue = (sqs: Sqs) =>
  operation<DeleteQueueRequest, void>({
    name: 'DeleteQueue',
    accepts: ['QueueUrl'],
    required: ['QueueUrl'],
    access: ({ QueueUrl }, call) => queueAccess('DeleteQueue', QueueUrl, call),
    run({ QueueUrl }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      sqs.messages.clear(queue.name);
      sqs.queues.remove(queue);
    },
  });
