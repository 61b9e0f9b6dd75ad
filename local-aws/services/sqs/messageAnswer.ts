import type { Message } from '@aws-sdk/client-sqs';
import { md5, md5OfAttributes } from './digests.ts';
import type { StoredMessage } from './messages.ts';
import { sequenceNumber } from './sendPrepared.ts';

/** A received message, with the attributes that were asked for. */
export function messageAnswer(message: StoredMessage, system: readonly string[], names: readonly string[]): Message {
  const attributes = Object.fromEntries(
    Object.entries(systemAttributes(message)).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && (system.includes('All') || system.includes(entry[0])),
    ),
  );
  const picked = Object.fromEntries(Object.entries(message.attributes).filter(([name]) => wanted(name, names)));
  const hasPicked = Object.keys(picked).length > 0;
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt ?? '',
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length > 0 ? { Attributes: attributes } : {}),
    ...(hasPicked ? { MessageAttributes: picked, MD5OfMessageAttributes: md5OfAttributes(picked) } : {}),
  };
}

const wanted = (name: string, names: readonly string[]): boolean =>
  names.some((each) => each === 'All' || each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))));

/** The attributes that SQS itself gives a message. */
export const systemAttributes = (message: StoredMessage): Record<string, string | undefined> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.deadLetterSource,
  MessageGroupId: message.groupId,
  MessageDeduplicationId: message.deduplicationId,
  SequenceNumber: message.deduplicationId === undefined ? undefined : sequenceNumber(message.sequence),
});
