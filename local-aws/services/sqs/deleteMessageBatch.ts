import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { batch } from './batch.ts';
import { queueAccess } from './queueAccess.ts';
import { removeReceived } from './removeReceived.ts';
import type { Sqs } from './sqs.ts';

export const deleteMessageBatch = (sqs: Sqs) =>
  operation<DeleteMessageBatchRequest, DeleteMessageBatchResult>({
    name: 'DeleteMessageBatch',
    accepts: ['QueueUrl', 'Entries'],
    required: ['QueueUrl', 'Entries'],
    access: ({ QueueUrl }, call) => queueAccess('DeleteMessage', QueueUrl, call),
    run({ QueueUrl, Entries = [] }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      const { successful, failed } = batch(Entries, ({ ReceiptHandle }) => {
        removeReceived(sqs, queue, ReceiptHandle);
        return {};
      });
      return { Successful: successful, Failed: failed };
    },
  });
