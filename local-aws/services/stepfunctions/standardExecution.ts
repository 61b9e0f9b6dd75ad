import { AwsError } from '../../errors.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRecord } from './records.ts';

/** The execution of a standard machine, or `ExecutionDoesNotExist`; express ones keep nothing to ask for. */
export function standardExecution(engine: Engine, arn: string): ExecutionRecord {
  checkArn(arn, 'execution', 'express');
  if (arn.split(':')[5] === 'express') {
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  }
  const record = engine.find(arn);
  if (!record) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return record;
}
