import type { Cloud } from '../cloud.ts';
import type { Caller } from '../service.ts';
import type { AttemptResult, QueuedEvent } from './asynchronousInvocations.ts';
import type { FunctionRecord } from './functionRecord.ts';

/** What a destination receives, in Lambda's form. */
export interface DestinationRecord {
  version: '1.0';
  timestamp: string;
  requestContext: {
    requestId: string;
    functionArn: string;
    condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
    approximateInvokeCount: number;
  };
  requestPayload: unknown;
  responseContext?: { statusCode: number; executedVersion: string; functionError?: string };
  responsePayload?: unknown;
}

/** Sends a record to a queue, topic, function or bus, with the function's own rights. A refusal is written to its log group. */
export async function sendToDestination(
  cloud: Cloud,
  record: FunctionRecord,
  target: string,
  body: DestinationRecord,
): Promise<void> {
  const caller = callerOf(cloud, record);
  const detail = JSON.stringify(body);
  await reportingRefusal(cloud, record, target, async () => {
    const service = target.split(':')[2];
    if (service === 'sqs') await sendMessage(cloud, target, detail, caller);
    else if (service === 'sns') await cloud.call('sns', 'Publish', { TopicArn: target, Message: detail }, caller);
    else if (service === 'lambda') {
      await cloud.call(
        'lambda',
        'Invoke',
        { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(detail) },
        caller,
      );
    } else {
      const detailType = `Lambda Function Invocation Result - ${body.requestContext.condition === 'Success' ? 'Success' : 'Failure'}`;
      const entry = { Source: 'lambda', DetailType: detailType, Detail: detail, EventBusName: target };
      await cloud.call('events', 'PutEvents', { Entries: [entry] }, caller);
    }
  });
}

/** Sends the event itself to the function's dead-letter queue or topic, with the error in the message's attributes. */
export async function sendToDeadLetterQueue(
  cloud: Cloud,
  record: FunctionRecord,
  event: QueuedEvent,
  result: AttemptResult | undefined,
): Promise<void> {
  const target = record.deadLetterTarget ?? '';
  const caller = callerOf(cloud, record);
  const message = result ? String((JSON.parse(result.payload) as { errorMessage?: string }).errorMessage ?? '') : '';
  const attributes = {
    RequestID: { DataType: 'String', StringValue: event.requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: message.slice(0, 1024) || 'none' },
  };
  await reportingRefusal(cloud, record, target, async () => {
    if (target.split(':')[2] === 'sns') {
      const input = { TopicArn: target, Message: event.payload, MessageAttributes: attributes };
      await cloud.call('sns', 'Publish', input, caller);
    } else await sendMessage(cloud, target, event.payload, caller, attributes);
  });
}

async function sendMessage(
  cloud: Cloud,
  queueArn: string,
  body: string,
  caller: Caller,
  attributes?: Record<string, object>,
): Promise<void> {
  const [, , , , account, name] = queueArn.split(':');
  const url = `${cloud.endpoint}/${account}/${name}`;
  const input = { QueueUrl: url, MessageBody: body, ...(attributes && { MessageAttributes: attributes }) };
  await cloud.call('sqs', 'SendMessage', input, caller);
}

function callerOf(cloud: Cloud, record: FunctionRecord): Caller {
  return cloud.parts.credentials.issue(record.role, record.name).caller;
}

/** Lambda counts a destination that refuses (`DestinationDeliveryFailures`, `DeadLetterErrors`); the laptop also says why. */
async function reportingRefusal(
  cloud: Cloud,
  record: FunctionRecord,
  target: string,
  send: () => Promise<void>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    const name = target === record.deadLetterTarget ? 'DeadLetterErrors' : 'DestinationDeliveryFailures';
    cloud.parts.metrics.put('AWS/Lambda', [
      { name, value: 1, unit: 'Count', dimensions: { FunctionName: record.name } },
    ]);
    const line = `[ERROR] The event could not be sent to ${target}: ${error instanceof Error ? error.message : String(error)}`;
    cloud.parts.logs.write(record.logGroup, 'asynchronous-invocations', [line]);
  }
}
