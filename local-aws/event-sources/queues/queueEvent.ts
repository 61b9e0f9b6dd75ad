import type { Message } from '@aws-sdk/client-sqs';
import type { Cloud } from '../../cloud.ts';
import type { MappingRecord } from '../mappingRecord.ts';

/** A message as functions get it. */
export const queueRecord = (message: Message, mapping: MappingRecord, cloud: Cloud) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: mapping.sourceArn,
  awsRegion: cloud.region,
});

export const queueEvent = (messages: readonly Message[], mapping: MappingRecord, cloud: Cloud) => ({
  Records: messages.map((message) => queueRecord(message, mapping, cloud)),
});
