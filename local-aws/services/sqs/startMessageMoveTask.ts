import { randomUUID } from 'node:crypto';
import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { invalidValue } from './invalid.ts';
import type { MoveTasks } from './moveTasks.ts';
import { redrivePolicy } from './redrivePolicy.ts';
import type { Sqs } from './sqs.ts';

export const startMessageMoveTask = (sqs: Sqs, tasks: MoveTasks) =>
  operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult>({
    name: 'StartMessageMoveTask',
    accepts: ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'],
    required: ['SourceArn'],
    access: ({ SourceArn = '', DestinationArn }) => [
      ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => ({
        action: `sqs:${name}`,
        resource: SourceArn,
      })),
      ...(DestinationArn === undefined ? [] : [{ action: 'sqs:SendMessage', resource: DestinationArn }]),
    ],
    run({ SourceArn = '', DestinationArn, MaxNumberOfMessagesPerSecond = 500 }, { cloud }) {
      const source = sqs.queues.byArn(SourceArn);
      const missing = new AwsError(
        'ResourceNotFoundException',
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
      if (!source || (DestinationArn !== undefined && !sqs.queues.byArn(DestinationArn))) throw missing;
      if (!sqs.queues.list().some(({ attributes }) => redrivePolicy(attributes)?.deadLetterTargetArn === SourceArn))
        throw invalidValue('Source queue must be configured as a Dead Letter Queue.');
      if (!(MaxNumberOfMessagesPerSecond >= 1 && MaxNumberOfMessagesPerSecond <= 500))
        throw invalidValue('MaxNumberOfMessagesPerSecond must be from 1 to 500.');
      if (tasks.of(SourceArn).some(({ status }) => status === 'RUNNING'))
        throw new AwsError(
          'UnsupportedOperation',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      const now = cloud.clock.now();
      const handle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64');
      tasks.start({
        handle,
        sourceArn: SourceArn,
        destinationArn: DestinationArn,
        perSecond: MaxNumberOfMessagesPerSecond,
        status: 'RUNNING',
        moved: 0,
        toMove: sqs.messages.counts(source.name, now).visible,
        startedAt: now,
      });
      return { TaskHandle: handle };
    },
  });
