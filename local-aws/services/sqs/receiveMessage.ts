import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { invalidValue } from './invalid.ts';
import { messageAnswer } from './messageAnswer.ts';
import { queueAccess } from './queueAccess.ts';
import { attributeOf } from './queueAttributes.ts';
import type { Sqs } from './sqs.ts';

export const receiveMessage = (sqs: Sqs) =>
  operation<ReceiveMessageRequest, ReceiveMessageResult>({
    name: 'ReceiveMessage',
    accepts: [
      'QueueUrl',
      'AttributeNames',
      'MessageSystemAttributeNames',
      'MessageAttributeNames',
      'MaxNumberOfMessages',
      'VisibilityTimeout',
      'WaitTimeSeconds',
    ],
    required: ['QueueUrl'],
    waits: true,
    access: ({ QueueUrl }, call) => [
      ...queueAccess('ReceiveMessage', QueueUrl, call),
      ...kmsAccess(call.cloud, 'sqs', sqs.queues.byUrl(QueueUrl).attributes.KmsMasterKeyId, 'Decrypt'),
    ],
    async run(input, { cloud, signal }) {
      const queue = sqs.queues.byUrl(input.QueueUrl);
      const {
        MaxNumberOfMessages = 1,
        VisibilityTimeout = attributeOf(queue, 'VisibilityTimeout'),
        WaitTimeSeconds = attributeOf(queue, 'ReceiveMessageWaitTimeSeconds'),
      } = input;
      check('MaxNumberOfMessages', MaxNumberOfMessages, 1, 10);
      check('VisibilityTimeout', VisibilityTimeout, 0, 43_200);
      check('WaitTimeSeconds', WaitTimeSeconds, 0, 20);
      const until = cloud.clock.now() + WaitTimeSeconds * 1000;
      let messages = sqs.receive(queue, MaxNumberOfMessages, VisibilityTimeout);
      while (messages.length === 0 && cloud.clock.now() < until && !signal.aborted) {
        await sqs.wait(queue.name, until, signal);
        if (!signal.aborted) messages = sqs.receive(queue, MaxNumberOfMessages, VisibilityTimeout);
      }
      sqs.metrics.count(
        queue.name,
        messages.length > 0 ? 'NumberOfMessagesReceived' : 'NumberOfEmptyReceives',
        messages.length || 1,
      );
      const system = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
      const answer = messages.map((message) => messageAnswer(message, system, input.MessageAttributeNames ?? []));
      return { Messages: answer.length > 0 ? answer : undefined };
    },
  });

function check(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw invalidValue(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${low} and <= ${high}, if provided.`,
    );
}
