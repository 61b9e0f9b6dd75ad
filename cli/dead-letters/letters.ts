import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import {
  type AbandonedBatch,
  abandonedBatch,
  type DeadRecord,
  deadRecord,
} from '../../functions/shared/online/deadRecord.ts';

/** A message of the stream's dead-letter queue, as far as it is understood. */
export interface Letter {
  messageId: string;
  receiptHandle: string;
  body: string;
  record?: DeadRecord;
  batch?: AbandonedBatch;
}

const perCall = 10;
/** Seconds for which a letter that was looked at is not seen by anybody else. */
const heldSeconds = 30;

const letterOf = ({ MessageId = '', ReceiptHandle = '', Body = '' }: Message): Letter => {
  const letter = { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body };
  let value: unknown;
  try {
    value = JSON.parse(Body);
  } catch {
    return letter;
  }
  const record = deadRecord.safeParse(value);
  if (record.success) return { ...letter, record: record.data };
  const batch = abandonedBatch.safeParse(value);
  return batch.success ? { ...letter, batch: batch.data } : letter;
};

/** Up to `limit` letters; each is held for half a minute. */
export const readLetters = async (sqs: SQSClient, queueUrl: string, limit: number): Promise<Letter[]> => {
  const letters = new Map<string, Letter>();
  while (letters.size < limit) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(perCall, limit - letters.size),
        VisibilityTimeout: heldSeconds,
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) letters.set(message.MessageId ?? '', letterOf(message));
  }
  return [...letters.values()];
};

export const removeLetter = async (sqs: SQSClient, queueUrl: string, { receiptHandle }: Letter): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
};

/** What is wrong and what to do, in one line. */
export const explain = ({ record, batch, body }: Letter): string => {
  if (record)
    return `${record.reason}${record.field ? ` (${record.field})` : ''}: ${record.message}; arrived ${record.arrivedAt}, sent by ${record.partitionKey}. Correct it at its source; replayed as it is it comes back here.`;
  if (batch) {
    const { batchSize, shardId, startSequenceNumber } = batch.KinesisBatchInfo;
    return `${batch.requestContext.condition}: ${batchSize} records of ${shardId} from ${startSequenceNumber} on were given up. They are in the stream for a day: --replay sends them again.`;
  }
  return `nobody knows what this is: ${body.slice(0, 200)}`;
};
