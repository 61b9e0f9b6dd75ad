import type { ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult } from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import { batch } from './batch.ts';
import { queueAccess } from './queueAccess.ts';
import { setVisibility } from './setVisibility.ts';
import type { Sqs } from './sqs.ts';

export const changeMessageVisibilityBatch = (sqs: Sqs) =>
  operation<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult>({
    name: 'ChangeMessageVisibilityBatch',
    accepts: ['QueueUrl', 'Entries'],
    required: ['QueueUrl', 'Entries'],
    access: ({ QueueUrl }, call) => queueAccess('ChangeMessageVisibility', QueueUrl, call),
    run({ QueueUrl, Entries = [] }, { cloud }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      const { successful, failed } = batch(Entries, (entry) => {
        setVisibility(sqs, queue, entry, cloud.clock.now());
        return {};
      });
      return { Successful: successful, Failed: failed };
    },
  });
