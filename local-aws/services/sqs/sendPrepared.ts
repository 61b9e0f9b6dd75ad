import type { Cloud } from '../../cloud.ts';
import { md5, md5OfAttributes } from './digests.ts';
import type { NewMessage } from './messages.ts';
import type { QueueRecord } from './queueRecord.ts';
import type { Sqs } from './sqs.ts';

/** What a send answers, once for a single message and for each entry of a batch. */
export interface Sent {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes: string | undefined;
  MD5OfMessageSystemAttributes: string | undefined;
  SequenceNumber: string | undefined;
}

/** Puts messages into the queue, all or none; a FIFO queue takes each deduplication id once in five minutes. */
export function sendPrepared(sqs: Sqs, queue: QueueRecord, messages: readonly NewMessage[], cloud: Cloud): Sent[] {
  const sent = cloud.database.transaction(() => messages.map((message) => put(sqs, queue, message)));
  sqs.arrived(queue.name);
  sqs.metrics.count(queue.name, 'NumberOfMessagesSent', messages.length);
  return sent;
}

function put(sqs: Sqs, queue: QueueRecord, message: NewMessage): Sent {
  const fifo = queue.attributes.FifoQueue === 'true';
  const scope = queue.attributes.DeduplicationScope === 'messageGroup' ? (message.groupId ?? '') : '';
  const known = fifo
    ? sqs.messages.duplicate(queue.name, scope, message.deduplicationId ?? '', message.sentAt)
    : undefined;
  const sequence = known?.sequence ?? sqs.messages.add(queue.name, message);
  if (fifo && !known) sqs.messages.remember(queue.name, scope, message, sequence);
  const trace = message.traceHeader;
  return {
    MessageId: known?.id ?? message.id,
    MD5OfMessageBody: md5(message.body),
    MD5OfMessageAttributes: md5OfAttributes(message.attributes),
    MD5OfMessageSystemAttributes:
      trace === undefined ? undefined : md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: trace } }),
    SequenceNumber: fifo ? sequenceNumber(sequence) : undefined,
  };
}

/** SQS's sequence numbers have twenty digits. */
export const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(19, '0')}`;
