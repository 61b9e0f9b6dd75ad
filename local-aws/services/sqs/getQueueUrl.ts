import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { queueUrlOf } from './queueUrlOf.ts';
import type { Sqs } from './sqs.ts';

export const getQueueUrl = (sqs: Sqs) =>
  operation<GetQueueUrlRequest, GetQueueUrlResult>({
    name: 'GetQueueUrl',
    accepts: ['QueueName', 'QueueOwnerAWSAccountId'],
    required: ['QueueName'],
    access: ({ QueueName }, call) => queueAccess('GetQueueUrl', QueueName, call),
    run({ QueueName = '', QueueOwnerAWSAccountId }, call) {
      if (QueueOwnerAWSAccountId !== undefined && QueueOwnerAWSAccountId !== call.cloud.account)
        throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
      return { QueueUrl: queueUrlOf(sqs.queues.byName(QueueName), call) };
    },
  });
