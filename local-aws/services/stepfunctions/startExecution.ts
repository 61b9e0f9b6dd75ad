import { randomUUID } from 'node:crypto';
import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkArn, checkJson, checkLength, checkName, longestData } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn, type Target } from './machineStore.ts';
import type { ExecutionRecord } from './records.ts';

export const startExecution = (engine: Engine) =>
  operation<StartExecutionInput, StartExecutionOutput>({
    name: 'StartExecution',
    accepts: ['stateMachineArn', 'name', 'input', 'traceHeader'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [
      { action: 'states:StartExecution', resource: splitArn(stateMachineArn).base },
    ],
    async run(input) {
      const { target, record } = prepare(engine, input);
      const known = record.type === 'STANDARD' ? engine.find(record.arn) : undefined;
      if (known) return again(known, record);
      const started = engine.start(record, target.revision);
      // The answer promises that the execution will run, whatever becomes of this process.
      await engine.journal.written();
      return { executionArn: started.record.arn, startDate: new Date(started.record.startedAt) };
    },
  });

/** Checks a request to start, and makes the execution's row. */
export function prepare(engine: Engine, input: StartExecutionInput): { target: Target; record: ExecutionRecord } {
  const { stateMachineArn = '', name = randomUUID(), input: text = '{}', traceHeader } = input;
  checkArn(stateMachineArn, 'stateMachine');
  checkName(name);
  checkLength('input', text, longestData);
  checkJson(
    text,
    (reason) => new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`),
  );
  const target = engine.machines.resolve(stateMachineArn, engine.queries.random);
  const { machine } = target;
  const base = machine.arn.split(':').slice(0, 5).join(':');
  const arn =
    machine.type === 'EXPRESS'
      ? `${base}:express:${machine.name}:${name}:${randomUUID()}`
      : `${base}:execution:${machine.name}:${name}`;
  return {
    target,
    record: {
      id: engine.executions.nextId(),
      arn,
      name,
      type: machine.type,
      machineArn: machine.arn,
      revisionId: target.revisionId,
      ...(target.versionArn === undefined ? {} : { versionArn: target.versionArn }),
      ...(target.aliasArn === undefined ? {} : { aliasArn: target.aliasArn }),
      status: 'RUNNING',
      startedAt: engine.cloud.clock.now(),
      input: text,
      ...(traceHeader === undefined ? {} : { traceHeader }),
      redriveCount: 0,
    },
  };
}

/** A running execution answers to its own start again; a name that was used is not given twice. */
function again(known: ExecutionRecord, wanted: ExecutionRecord): StartExecutionOutput {
  if (known.status === 'RUNNING' && known.input === wanted.input) {
    return { executionArn: known.arn, startDate: new Date(known.startedAt) };
  }
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
}
