import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { setVisibility } from './setVisibility.ts';
import type { Sqs } from './sqs.ts';

export const changeMessageVisibility = (sqs: Sqs) =>
  operation<ChangeMessageVisibilityRequest, void>({
    name: 'ChangeMessageVisibility',
    accepts: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
    required: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
    access: ({ QueueUrl }, call) => queueAccess('ChangeMessageVisibility', QueueUrl, call),
    run: (input, { cloud }) => setVisibility(sqs, sqs.queues.byUrl(input.QueueUrl), input, cloud.clock.now()),
  });
