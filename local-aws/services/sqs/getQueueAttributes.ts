import type { GetQueueAttributesRequest, GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { queueAccess } from './queueAccess.ts';
import { settableAttributes } from './queueAttributes.ts';
import type { QueueRecord } from './queueRecord.ts';
import type { Sqs } from './sqs.ts';

export const getQueueAttributes = (sqs: Sqs) =>
  operation<GetQueueAttributesRequest, GetQueueAttributesResult>({
    name: 'GetQueueAttributes',
    accepts: ['QueueUrl', 'AttributeNames'],
    required: ['QueueUrl'],
    access: ({ QueueUrl }, call) => queueAccess('GetQueueAttributes', QueueUrl, call),
    run({ QueueUrl, AttributeNames = [] }, { cloud }) {
      const queue = sqs.queues.byUrl(QueueUrl);
      const all = attributes(sqs, queue, cloud.clock.now());
      const wanted: string[] = AttributeNames;
      const unknown = wanted.find((name) => name !== 'All' && !(name in all) && !(name in settableAttributes));
      if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const entries = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
      return { Attributes: entries.length > 0 ? Object.fromEntries(entries) : undefined };
    },
  });

const fifoOnly = ['FifoQueue', 'ContentBasedDeduplication'];

function attributes(sqs: Sqs, queue: QueueRecord, now: number): Record<string, string> {
  const fifo = queue.attributes.FifoQueue === 'true';
  const defaults = Object.entries(settableAttributes).flatMap(([name, setting]) =>
    setting.default === undefined ||
    (fifoOnly.includes(name) && !fifo) ||
    (name.startsWith('KmsData') && !queue.attributes.KmsMasterKeyId)
      ? []
      : [[name, setting.default]],
  );
  const { visible, inFlight, delayed } = sqs.messages.counts(queue.name, now);
  return {
    ...Object.fromEntries(defaults),
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
}
