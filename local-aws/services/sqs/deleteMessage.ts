import type { DeleteMessageRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { removeReceived } from './removeReceived.ts';
import type { Sqs } from './sqs.ts';

export const deleteMessage = (sqs: Sqs) =>
  operation<DeleteMessageRequest, void>({
    name: 'DeleteMessage',
    accepts: ['QueueUrl', 'ReceiptHandle'],
    required: ['QueueUrl', 'ReceiptHandle'],
    access: ({ QueueUrl }, call) => queueAccess('DeleteMessage', QueueUrl, call),
    run: ({ QueueUrl, ReceiptHandle }) => removeReceived(sqs, sqs.queues.byUrl(QueueUrl), ReceiptHandle),
  });
