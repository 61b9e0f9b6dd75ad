import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { AwsError, isAwsError } from '../errors.ts';
import type { Caller } from '../service.ts';
import { queueUrl } from './queueUrl.ts';

/** A call of one of the services that EventBridge, Scheduler and alarms can have as target. */
export interface TargetCall {
  arn: string;
  /** What the target gets: JSON text for functions and state machines, any text for the others. */
  input: string;
  caller: Caller;
  /** FIFO queues */ messageGroupId?: string | undefined;
  /** streams */ partitionKey?: string | undefined;
  /** log groups: ms since the epoch */ time: number;
}

/** Services whose resources `callTarget` can call. */
export const targetServices: readonly string[] = ['lambda', 'sns', 'sqs', 'states', 'kinesis', 'logs'];

/** The service an ARN belongs to. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** Calls a target through its API, with the caller's rights. Throws `AwsError`. */
export async function callTarget(cloud: Cloud, target: TargetCall): Promise<void> {
  const { arn, input, caller } = target;
  const service = serviceOf(arn);
  switch (service) {
    case 'lambda': {
      const request = { FunctionName: arn, InvocationType: 'Event', Payload: Buffer.from(input) };
      await cloud.call('lambda', 'Invoke', request, caller);
      return;
    }
    case 'sns':
      await cloud.call('sns', 'Publish', { TopicArn: arn, Message: input }, caller);
      return;
    case 'sqs': {
      const group = target.messageGroupId === undefined ? {} : { MessageGroupId: target.messageGroupId };
      const request = { QueueUrl: queueUrl(cloud, arn), MessageBody: input, ...group };
      await cloud.call('sqs', 'SendMessage', request, caller);
      return;
    }
    case 'states':
      await cloud.call('states', 'StartExecution', { stateMachineArn: arn, input }, caller);
      return;
    case 'kinesis': {
      const request = { StreamARN: arn, Data: Buffer.from(input), PartitionKey: target.partitionKey ?? randomUUID() };
      await cloud.call('kinesis', 'PutRecord', request, caller);
      return;
    }
    case 'logs':
      return writeLog(cloud, target);
    default:
      throw new AwsError('ValidationException', `targets of ${service || arn} are not supported by local-aws`);
  }
}

async function writeLog(cloud: Cloud, { arn, input, caller, time }: TargetCall): Promise<void> {
  const logGroupName = arn.split(':')[6] ?? '';
  const logStreamName = randomUUID();
  try {
    await cloud.call('logs', 'CreateLogStream', { logGroupName, logStreamName }, caller);
  } catch (error) {
    if (!isAwsError(error, 'ResourceAlreadyExistsException')) throw error;
  }
  const logEvents = [{ timestamp: time, message: input }];
  await cloud.call('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents }, caller);
}
