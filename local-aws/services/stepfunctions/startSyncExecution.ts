import type { StartSyncExecutionInput, StartSyncExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';
import { prepare } from './startExecution.ts';

export const startSyncExecution = (engine: Engine) =>
  operation<StartSyncExecutionInput, StartSyncExecutionOutput>({
    name: 'StartSyncExecution',
    accepts: ['stateMachineArn', 'name', 'input', 'traceHeader', 'includedData'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [
      { action: 'states:StartSyncExecution', resource: splitArn(stateMachineArn).base },
    ],
    waits: true,
    async run(input) {
      const { target, record } = prepare(engine, input);
      if (record.type !== 'EXPRESS') {
        throw new AwsError(
          'StateMachineTypeNotSupported',
          'This operation is not supported by this type of state machine',
        );
      }
      const ended = await engine.start(record, target.revision).ended;
      const whole = input.includedData !== 'METADATA_ONLY';
      const stoppedAt = engine.cloud.clock.now();
      const milliseconds = stoppedAt - record.startedAt;
      return {
        executionArn: record.arn,
        stateMachineArn: record.machineArn,
        name: record.name,
        startDate: new Date(record.startedAt),
        stopDate: new Date(stoppedAt),
        status: ended.status === 'ABORTED' ? 'FAILED' : ended.status,
        ...(whole ? { input: record.input } : {}),
        inputDetails: { included: whole },
        ...(whole && ended.output !== undefined ? { output: ended.output } : {}),
        ...(ended.output === undefined ? {} : { outputDetails: { included: whole } }),
        ...(ended.error === undefined ? {} : { error: ended.error }),
        ...(ended.cause === undefined ? {} : { cause: ended.cause }),
        ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(Math.ceil(milliseconds / 100), 1) * 100,
        },
      };
    },
  });
