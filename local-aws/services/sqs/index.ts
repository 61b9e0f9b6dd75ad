import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { cancelMessageMoveTask } from './cancelMessageMoveTask.ts';
import { changeMessageVisibility } from './changeMessageVisibility.ts';
import { changeMessageVisibilityBatch } from './changeMessageVisibilityBatch.ts';
import { createQueue } from './createQueue.ts';
import { deleteMessage } from './deleteMessage.ts';
import { deleteMessageBatch } from './deleteMessageBatch.ts';
import { deleteQueue } from './deleteQueue.ts';
import { getQueueAttributes } from './getQueueAttributes.ts';
import { getQueueUrl } from './getQueueUrl.ts';
import { listDeadLetterSourceQueues } from './listDeadLetterSourceQueues.ts';
import { listMessageMoveTasks } from './listMessageMoveTasks.ts';
import { listQueues } from './listQueues.ts';
import { listQueueTags } from './listQueueTags.ts';
import { MoveTasks } from './moveTasks.ts';
import { purgeQueue } from './purgeQueue.ts';
import { receiveMessage } from './receiveMessage.ts';
import { sendMessage } from './sendMessage.ts';
import { sendMessageBatch } from './sendMessageBatch.ts';
import { setQueueAttributes } from './setQueueAttributes.ts';
import { Sqs } from './sqs.ts';
import { startMessageMoveTask } from './startMessageMoveTask.ts';
import { tagQueue } from './tagQueue.ts';
import { untagQueue } from './untagQueue.ts';

/** SQS as a service, and what event source mappings need of it beside its API. */
export interface SqsService extends Service {
  /** When the next message of the queue that is in flight or delayed can be received, in ms since the epoch. */
  nextVisibleAt(queueArn: string): number | undefined;
}

/** Amazon SQS: standard and FIFO queues, dead letters, long polls on the clock. */
export function createSqs(cloud: Cloud): SqsService {
  const sqs = new Sqs(cloud);
  const tasks = new MoveTasks(cloud, sqs);
  return {
    name: 'sqs',
    protocols: ['awsJson1.0', 'awsQuery'],
    validationError: 'InvalidParameterValue',
    operations: {
      CancelMessageMoveTask: cancelMessageMoveTask(sqs, tasks),
      ChangeMessageVisibility: changeMessageVisibility(sqs),
      ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(sqs),
      CreateQueue: createQueue(sqs),
      DeleteMessage: deleteMessage(sqs),
      DeleteMessageBatch: deleteMessageBatch(sqs),
      DeleteQueue: deleteQueue(sqs),
      GetQueueAttributes: getQueueAttributes(sqs),
      GetQueueUrl: getQueueUrl(sqs),
      ListDeadLetterSourceQueues: listDeadLetterSourceQueues(sqs),
      ListMessageMoveTasks: listMessageMoveTasks(sqs, tasks),
      ListQueueTags: listQueueTags(sqs),
      ListQueues: listQueues(sqs),
      PurgeQueue: purgeQueue(sqs),
      ReceiveMessage: receiveMessage(sqs),
      SendMessage: sendMessage(sqs),
      SendMessageBatch: sendMessageBatch(sqs),
      SetQueueAttributes: setQueueAttributes(sqs),
      StartMessageMoveTask: startMessageMoveTask(sqs, tasks),
      TagQueue: tagQueue(sqs),
      UntagQueue: untagQueue(sqs),
    },
    resourcePolicy: (arn) => sqs.queues.byArn(arn)?.attributes.Policy,
    nextVisibleAt(queueArn) {
      const queue = sqs.queues.byArn(queueArn);
      return queue && sqs.messages.nextVisibleAt(queue.name, cloud.clock.now());
    },
    close() {
      tasks.close();
      sqs.close();
    },
  };
}
