import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { KinesisStreamRecord } from 'aws-lambda';
import { sqs } from '../shared/clients/sqs.ts';
import { env } from '../shared/env.ts';
import type { DeadRecord } from '../shared/online/deadRecord.ts';
import type { Rejection } from '../shared/online/record.ts';

export interface Poison {
  record: KinesisStreamRecord;
  rejection: Rejection;
}

const perCall = 10;
/** Base64 of a record that still fits a message with nine others: 256 KiB in all. */
const largestData = 24_000;

const messageOf = ({ record: { kinesis, eventID }, rejection }: Poison): DeadRecord => ({
  version: 1,
  ...rejection,
  eventId: eventID,
  partitionKey: kinesis.partitionKey,
  sequenceNumber: kinesis.sequenceNumber,
  arrivedAt: new Date(kinesis.approximateArrivalTimestamp * 1000).toISOString(),
  data: kinesis.data.slice(0, largestData),
  cut: kinesis.data.length > largestData,
});

/** Puts what can never be decided aside, with the reason. Answers the sequence numbers that could not be put there: those must come again. */
export const setAside = async (poison: readonly Poison[]): Promise<string[]> => {
  const lost: string[] = [];
  for (let at = 0; at < poison.length; at += perCall) {
    const some = poison.slice(at, at + perCall);
    const { Failed = [] } = await sqs().send(
      new SendMessageBatchCommand({
        QueueUrl: env.streamDeadLettersUrl(),
        Entries: some.map((one, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(messageOf(one)),
          MessageAttributes: { reason: { DataType: 'String', StringValue: one.rejection.reason } },
        })),
      }),
    );
    lost.push(...Failed.flatMap(({ Id }) => some[Number(Id)]?.record.kinesis.sequenceNumber ?? []));
  }
  return lost;
};
