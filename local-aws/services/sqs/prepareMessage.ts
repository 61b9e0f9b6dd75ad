import { createHash, randomUUID } from 'node:crypto';
import type { MessageAttributeValue, MessageSystemAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { invalidValue } from './invalid.ts';
import type { NewMessage } from './messages.ts';
import { attributeOf } from './queueAttributes.ts';
import type { QueueRecord } from './queueRecord.ts';

/** What a single send and an entry of a batch have in common. */
export interface MessageInput {
  MessageBody?: string | undefined;
  DelaySeconds?: number | undefined;
  MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
  MessageSystemAttributes?: Partial<Record<string, MessageSystemAttributeValue>> | undefined;
  MessageDeduplicationId?: string | undefined;
  MessageGroupId?: string | undefined;
}

/** Checks a message and makes it ready for the queue. Throws the errors of SendMessage. */
export function prepareMessage(queue: QueueRecord, input: MessageInput, { cloud, caller }: Call): NewMessage {
  const { MessageBody = '', MessageAttributes = {}, DelaySeconds, MessageGroupId } = input;
  const fifo = queue.attributes.FifoQueue === 'true';
  if (MessageBody === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS takes
  if (/[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(MessageBody))
    throw new AwsError('InvalidMessageContents', 'Invalid characters found in the message body.');
  checkMessageAttributes(MessageAttributes);
  if (messageSize(input) > attributeOf(queue, 'MaximumMessageSize'))
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${attributeOf(queue, 'MaximumMessageSize')} bytes.`,
    );
  if (DelaySeconds !== undefined && (fifo || DelaySeconds < 0 || DelaySeconds > 900))
    throw invalidValue(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: ${fifo ? 'The request include parameter that is not valid for this queue type.' : 'DelaySeconds must be >= 0 and <= 900.'}`,
    );
  if (fifo && !MessageGroupId)
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  const now = cloud.clock.now();
  return {
    id: randomUUID(),
    body: MessageBody,
    attributes: MessageAttributes,
    traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
    senderId: caller.arn,
    groupId: MessageGroupId,
    deduplicationId: deduplicationId(queue, input, fifo),
    sentAt: now,
    visibleAt: now + (DelaySeconds ?? attributeOf(queue, 'DelaySeconds')) * 1000,
  };
}

/** Bytes that count for the limit: body, and names, types and values of the attributes. */
export const messageSize = ({ MessageBody = '', MessageAttributes = {} }: MessageInput): number =>
  Object.entries(MessageAttributes).reduce(
    (size, [name, { DataType = '', StringValue = '', BinaryValue }]) =>
      size + Buffer.byteLength(name + DataType) + (BinaryValue?.length ?? Buffer.byteLength(StringValue)),
    Buffer.byteLength(MessageBody),
  );

function deduplicationId(queue: QueueRecord, input: MessageInput, fifo: boolean): string | undefined {
  const id = input.MessageDeduplicationId;
  if (!fifo) {
    if (id === undefined) return undefined;
    throw invalidValue(
      `Value ${id} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  if (id !== undefined) return id;
  if (queue.attributes.ContentBasedDeduplication !== 'true')
    throw invalidValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  return createHash('sha256')
    .update(input.MessageBody ?? '')
    .digest('hex');
}

function checkMessageAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): void {
  if (Object.keys(attributes).length > 10)
    throw invalidValue('Number of message attributes exceeds the allowed maximum of 10.');
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name) || /^(aws|amazon)\./i.test(name))
      throw invalidValue(`The message attribute name '${name}' is invalid.`);
    const [kind = ''] = DataType.split('.');
    if (!['String', 'Number', 'Binary'].includes(kind))
      throw invalidValue(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    const filled = kind === 'Binary' ? BinaryValue !== undefined && BinaryValue.length > 0 : Boolean(StringValue);
    if (!filled)
      throw invalidValue(
        `The message attribute '${name}' must contain a non-empty message attribute value for its type ${DataType}.`,
      );
    if (kind === 'Number' && !Number.isFinite(Number(StringValue)))
      throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}
