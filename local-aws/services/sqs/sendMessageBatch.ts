import type { SendMessageBatchRequest, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { batch } from './batch.ts';
import { messageSize, prepareMessage } from './prepareMessage.ts';
import { queueAccess } from './queueAccess.ts';
import { sendPrepared } from './sendPrepared.ts';
import type { Sqs } from './sqs.ts';

/** The most bytes of a batch. */
const largest = 1_048_576;

export const sendMessageBatch = (sqs: Sqs) =>
  operation<SendMessageBatchRequest, SendMessageBatchResult>({
    name: 'SendMessageBatch',
    accepts: ['QueueUrl', 'Entries'],
    required: ['QueueUrl', 'Entries'],
    access: ({ QueueUrl }, call) => [
      ...queueAccess('SendMessage', QueueUrl, call),
      ...kmsAccess(
        call.cloud,
        'sqs',
        sqs.queues.byUrl(QueueUrl).attributes.KmsMasterKeyId,
        'GenerateDataKey',
        'Decrypt',
      ),
    ],
    run({ QueueUrl, Entries = [] }, call) {
      const queue = sqs.queues.byUrl(QueueUrl);
      const size = Entries.reduce((sum, entry) => sum + messageSize(entry), 0);
      if (size > largest)
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${largest} bytes. You have sent ${size} bytes.`,
        );
      const { successful, failed } = batch(Entries, (entry) => ({ message: prepareMessage(queue, entry, call) }));
      const sent = sendPrepared(
        sqs,
        queue,
        successful.map(({ message }) => message),
        call.cloud,
      );
      return { Successful: sent.map((each, index) => ({ ...each, Id: successful[index]?.Id ?? '' })), Failed: failed };
    },
  });
