import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { prepareMessage } from './prepareMessage.ts';
import { queueAccess } from './queueAccess.ts';
import { sendPrepared } from './sendPrepared.ts';
import type { Sqs } from './sqs.ts';

export const sendMessage = (sqs: Sqs) =>
  operation<SendMessageRequest, SendMessageResult>({
    name: 'SendMessage',
    accepts: [
      'QueueUrl',
      'MessageBody',
      'DelaySeconds',
      'MessageAttributes',
      'MessageSystemAttributes',
      'MessageDeduplicationId',
      'MessageGroupId',
    ],
    required: ['QueueUrl', 'MessageBody'],
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
    run(input, call) {
      const queue = sqs.queues.byUrl(input.QueueUrl);
      const [sent] = sendPrepared(sqs, queue, [prepareMessage(queue, input, call)], call.cloud);
      return sent ?? {};
    },
  });
