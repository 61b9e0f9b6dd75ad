import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { invalidValue } from './invalid.ts';
import { queueAccess } from './queueAccess.ts';
import { checkAttributes, settableAttributes } from './queueAttributes.ts';
import type { QueueRecord } from './queueRecord.ts';
import { queueUrlOf } from './queueUrlOf.ts';
import { redrivePolicy } from './redrivePolicy.ts';
import type { Sqs } from './sqs.ts';

export const createQueue = (sqs: Sqs) =>
  operation<CreateQueueRequest, CreateQueueResult>({
    name: 'CreateQueue',
    accepts: ['QueueName', 'Attributes', 'tags'],
    required: ['QueueName'],
    access: ({ QueueName }, call) => queueAccess('CreateQueue', QueueName, call),
    run({ QueueName = '', Attributes = {}, tags = {} }, call) {
      const { cloud } = call;
      const fifo = Attributes.FifoQueue === 'true';
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(fifo ? QueueName.replace(/\.fifo$/, '') : QueueName) || QueueName.length > 80)
        throw invalidValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
      if (fifo !== QueueName.endsWith('.fifo'))
        throw invalidValue(
          'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
        );
      checkAttributes(Attributes);
      redrivePolicy(Attributes);
      const known = sqs.queues.find(QueueName);
      if (known) return { QueueUrl: queueUrlOf(same(known, Attributes), call) };
      const now = cloud.clock.now();
      const queue: QueueRecord = {
        name: QueueName,
        arn: cloud.arn('sqs', QueueName),
        attributes: { ...Attributes },
        tags,
        createdAt: now,
        modifiedAt: now,
      };
      sqs.queues.save(queue);
      return { QueueUrl: queueUrlOf(queue, call) };
    },
  });

/** Creating a queue again is harmless as long as it asks for the same. */
function same(queue: QueueRecord, attributes: Partial<Record<string, string>>): QueueRecord {
  for (const [name, value] of Object.entries(attributes))
    if ((queue.attributes[name] ?? settableAttributes[name]?.default) !== value)
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
  return queue;
}
