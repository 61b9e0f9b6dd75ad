import type {
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import { operation } from '../../service.ts';
import type { MoveTask, MoveTasks } from './moveTasks.ts';
import type { Sqs } from './sqs.ts';

export const listMessageMoveTasks = (_sqs: Sqs, tasks: MoveTasks) =>
  operation<ListMessageMoveTasksRequest, ListMessageMoveTasksResult>({
    name: 'ListMessageMoveTasks',
    accepts: ['SourceArn', 'MaxResults'],
    required: ['SourceArn'],
    access: ({ SourceArn = '' }) => [{ action: 'sqs:ListMessageMoveTasks', resource: SourceArn }],
    run: ({ SourceArn = '', MaxResults = 1 }) => ({ Results: tasks.of(SourceArn).slice(0, MaxResults).map(answer) }),
  });

const answer = (task: MoveTask): ListMessageMoveTasksResultEntry => ({
  ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn,
  MaxNumberOfMessagesPerSecond: task.perSecond,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failureReason,
  StartedTimestamp: task.startedAt,
});
