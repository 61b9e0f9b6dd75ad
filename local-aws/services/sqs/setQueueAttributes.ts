import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { checkAttributes } from './queueAttributes.ts';
import { redrivePolicy } from './redrivePolicy.ts';
import type { Sqs } from './sqs.ts';

export const setQueueAttributes = (sqs: Sqs) =>
  operation<SetQueueAttributesRequest, void>({
    name: 'SetQueueAttributes',
    accepts: ['QueueUrl', 'Attributes'],
    required: ['QueueUrl', 'Attributes'],
    access: ({ QueueUrl }, call) => queueAccess('SetQueueAttributes', QueueUrl, call),
    run({ QueueUrl, Attributes = {} }, { cloud }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      checkAttributes(Attributes);
      redrivePolicy(Attributes);
      if (Attributes.FifoQueue !== undefined && Attributes.FifoQueue !== queue.attributes.FifoQueue)
        throw new AwsError('InvalidAttributeName', 'Unknown Attribute FifoQueue.');
      // An empty value takes an attribute away.
      const entries = Object.entries({ ...queue.attributes, ...Attributes }).filter(([, value]) => value !== '');
      sqs.queues.save({ ...queue, attributes: Object.fromEntries(entries), modifiedAt: cloud.clock.now() });
    },
  });
