import type { Cloud } from '../cloud.ts';
import type { Caller } from '../service.ts';
import { describeError } from './errorCode.ts';
import { queueUrl } from './queueUrl.ts';

export interface DeadLetter {
  queueArn: string;
  body: string;
  /** String message attributes, such as `ERROR_CODE`. */
  attributes: Record<string, string>;
  caller: Caller;
}

/**
 * Sends a dead letter. A queue that does not take it must not lose the reason with it: that is written to the log group
 * `/local-aws/deliveries`, and the answer is false.
 */
export async function sendDeadLetter(cloud: Cloud, letter: DeadLetter): Promise<boolean> {
  const MessageAttributes = Object.fromEntries(
    Object.entries(letter.attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  try {
    const QueueUrl = queueUrl(cloud, letter.queueArn);
    await cloud.call('sqs', 'SendMessage', { QueueUrl, MessageBody: letter.body, MessageAttributes }, letter.caller);
    return true;
  } catch (error) {
    const line = {
      level: 'ERROR',
      message: 'dead letter lost',
      ...letter,
      caller: letter.caller.arn,
      error: describeError(error),
    };
    cloud.parts.logs.write('/local-aws/deliveries', 'dead-letters', [JSON.stringify(line)]);
    return false;
  }
}
