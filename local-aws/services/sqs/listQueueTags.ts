import type { ListQueueTagsRequest, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import type { Sqs } from './sqs.ts';

export const listQueueTags = (sqs: Sqs) =>
  operation<ListQueueTagsRequest, ListQueueTagsResult>({
    name: 'ListQueueTags',
    accepts: ['QueueUrl'],
    required: ['QueueUrl'],
    access: ({ QueueUrl }, call) => queueAccess('ListQueueTags', QueueUrl, call),
    run: ({ QueueUrl }) => ({ Tags: sqs.queues.byUrl(QueueUrl).tags }),
  });
