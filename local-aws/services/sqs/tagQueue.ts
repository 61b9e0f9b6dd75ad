import type { TagQueueRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import type { Sqs } from './sqs.ts';

export const tagQueue = (sqs: Sqs) =>
  operation<TagQueueRequest, void>({
    name: 'TagQueue',
    accepts: ['QueueUrl', 'Tags'],
    required: ['QueueUrl', 'Tags'],
    access: ({ QueueUrl }, call) => queueAccess('TagQueue', QueueUrl, call),
    run({ QueueUrl, Tags: added = {} }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      sqs.queues.save({ ...queue, tags: { ...queue.tags, ...added } });
    },
  });
