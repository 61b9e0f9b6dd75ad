import type { Access } from '../../service.ts';
import { executionOf } from './tokens.ts';

/**
 * Answering a task is allowed by the state machine whose execution waits, as CDK's `grantTaskResponse` grants it.
 * A text that is no token names none.
 */
export const taskAccess =
  (action: 'SendTaskSuccess' | 'SendTaskFailure' | 'SendTaskHeartbeat') =>
  ({ taskToken = '' }: { taskToken?: string | undefined }): Access[] => {
    const [head, tail] = executionOf(taskToken)?.split(/:(?:execution|express):/) ?? [];
    const machine = tail?.split(':')[0];
    return [{ action: `states:${action}`, resource: head && machine ? `${head}:stateMachine:${machine}` : '*' }];
  };
