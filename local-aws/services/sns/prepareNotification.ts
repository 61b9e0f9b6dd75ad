import { randomUUID } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import { invalidParameter } from './invalid.ts';
import type { Notification } from './records.ts';

/** What Publish and an entry of PublishBatch have in common. */
export interface MessageInput {
  Message?: string | undefined;
  Subject?: string | undefined;
  MessageStructure?: string | undefined;
  MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
}

/** AWS's limit of a message, in bytes. */
const largest = 262_144;

/** Checks a message. Throws `InvalidParameter`. */
export function prepareNotification(topicArn: string, input: MessageInput, now: number): Notification {
  const { Message = '', Subject, MessageStructure, MessageAttributes = {} } = input;
  if (Message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(Message) > largest) throw invalidParameter('Message too long');
  if (Subject !== undefined && !/^[ -~]{1,100}$/.test(Subject)) throw invalidParameter('Subject');
  if (MessageStructure !== undefined && MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  const messages = MessageStructure === 'json' ? byProtocol(Message) : undefined;
  return {
    id: randomUUID(),
    topicArn,
    subject: Subject,
    message: messages?.default ?? Message,
    messages,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, value]) => [name, attribute(name, value)]),
    ),
    timestamp: new Date(now).toISOString(),
  };
}

function byProtocol(text: string): Record<string, string> {
  let messages: Record<string, unknown>;
  try {
    messages = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (typeof messages.default !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(
    Object.entries(messages).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function attribute(
  name: string,
  { DataType = '', StringValue, BinaryValue }: MessageAttributeValue,
): { Type: string; Value: string } {
  if (!/^(String|String\.Array|Number|Binary)$/.test(DataType))
    throw new AwsError(
      'InvalidParameterValue',
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = DataType === 'Binary' ? BinaryValue && Buffer.from(BinaryValue).toString('base64') : StringValue;
  if (!value)
    throw new AwsError(
      'InvalidParameterValue',
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (DataType === 'Number' && !Number.isFinite(Number(value)))
    throw new AwsError('InvalidParameterValue', `Could not cast message attribute '${name}' value to number.`);
  return { Type: DataType, Value: value };
}
