import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud.ts';
import { serviceOf } from '../../deliveries/callTarget.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { queueUrl } from '../../deliveries/queueUrl.ts';
import { roleSession } from '../../deliveries/roleSession.ts';
import type { MappedFunction } from '../functionOf.ts';
import type { MappingRecord } from '../mappingRecord.ts';
import type { StreamRecord } from './streamEvent.ts';

/** Why records were given up. */
export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface GivenUp {
  condition: Condition;
  shard: string;
  records: readonly StreamRecord[];
  attempts: number;
  requestId: string;
  functionError?: string | undefined;
  /** The event, for destinations that keep it. */
  payload: string;
}

/**
 * Tells the mapping's destination about records that were given up: queues and topics get where they are in the stream, a bucket the
 * records too. A destination that refuses is written to `/local-aws/deliveries`; the records are given up all the same, as on AWS.
 */
export async function sendFailure(
  cloud: Cloud,
  mapping: MappingRecord,
  target: MappedFunction,
  given: GivenUp,
): Promise<void> {
  const destination = mapping.settings.onFailure;
  if (destination === undefined) return;
  const caller = roleSession(target.roleArn, target.name);
  const record = failureRecord(cloud, mapping, target, given);
  try {
    switch (serviceOf(destination)) {
      case 'sqs':
        await cloud.call(
          'sqs',
          'SendMessage',
          { QueueUrl: queueUrl(cloud, destination), MessageBody: JSON.stringify(record) },
          caller,
        );
        return;
      case 'sns':
        await cloud.call('sns', 'Publish', { TopicArn: destination, Message: JSON.stringify(record) }, caller);
        return;
      default: {
        const Body = Buffer.from(JSON.stringify({ ...record, payload: given.payload }));
        const request = { Bucket: destination.split(':::')[1], Key: objectKey(cloud, mapping, given), Body };
        await cloud.call('s3', 'PutObject', request, caller);
      }
    }
  } catch (error) {
    const line = {
      level: 'ERROR',
      message: 'on-failure destination refused',
      destination,
      record,
      error: describeError(error),
    };
    cloud.parts.logs.write('/local-aws/deliveries', 'event-sources', [JSON.stringify(line)]);
    const dimensions = { FunctionName: target.name };
    cloud.parts.metrics.put('AWS/Lambda', [
      { name: 'DestinationDeliveryFailures', value: 1, unit: 'Count', dimensions },
    ]);
  }
}

function failureRecord(cloud: Cloud, mapping: MappingRecord, target: MappedFunction, given: GivenUp) {
  const [first] = given.records;
  const last = given.records.at(-1);
  return {
    requestContext: {
      requestId: given.requestId,
      functionArn: target.arn,
      condition: given.condition,
      approximateInvokeCount: given.attempts,
    },
    ...(given.functionError === undefined
      ? {}
      : { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: given.functionError } }),
    version: '1.0',
    timestamp: new Date(cloud.clock.now()).toISOString(),
    KinesisBatchInfo: {
      shardId: given.shard,
      startSequenceNumber: first?.sequence,
      endSequenceNumber: last?.sequence,
      approximateArrivalOfFirstRecord: new Date(first?.arrivedAt ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.arrivedAt ?? 0).toISOString(),
      batchSize: given.records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

/** As Lambda names objects: `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/<time>-<uuid>`. */
function objectKey(cloud: Cloud, mapping: MappingRecord, given: GivenUp): string {
  const time = new Date(cloud.clock.now()).toISOString().slice(0, 19);
  const day = time.slice(0, 10).replaceAll('-', '/');
  return `aws/lambda/${mapping.uuid}/${given.shard}/${day}/${time.replaceAll(':', '.')}-${randomUUID()}`;
}
