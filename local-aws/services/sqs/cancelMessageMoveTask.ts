import type { CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import type { MoveTasks } from './moveTasks.ts';
import type { Sqs } from './sqs.ts';

export const cancelMessageMoveTask = (_sqs: Sqs, tasks: MoveTasks) =>
  operation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult>({
    name: 'CancelMessageMoveTask',
    accepts: ['TaskHandle'],
    required: ['TaskHandle'],
    access: ({ TaskHandle = '' }) => [
      { action: 'sqs:CancelMessageMoveTask', resource: tasks.find(TaskHandle)?.sourceArn ?? '*' },
    ],
    run({ TaskHandle = '' }) {
      const task = tasks.find(TaskHandle);
      if (!task) throw new AwsError('ResourceNotFoundException', 'Task does not exist.');
      if (task.status !== 'RUNNING') throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
      tasks.cancel(task);
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  });
