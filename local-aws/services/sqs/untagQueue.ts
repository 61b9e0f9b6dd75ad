import type { UntagQueueRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { withoutTags } from '../../tags.ts';
import { queueAccess } from './queueAccess.ts';
import type { Sqs } from './sqs.ts';

export const untagQueue = (sqs: Sqs) =>
  operation<UntagQueueRequest, void>({
    name: 'UntagQueue',
    accepts: ['QueueUrl', 'TagKeys'],
    required: ['QueueUrl', 'TagKeys'],
    access: ({ QueueUrl }, call) => queueAccess('UntagQueue', QueueUrl, call),
    run({ QueueUrl, TagKeys = [] }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      sqs.queues.save({ ...queue, tags: withoutTags(queue.tags, TagKeys) });
    },
  });
