import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { checkLength } from './constraints.ts';
import type { Engine } from './engine.ts';
import { standardExecution } from './standardExecution.ts';

export const stopExecution = (engine: Engine) =>
  operation<StopExecutionInput, StopExecutionOutput>({
    name: 'StopExecution',
    accepts: ['executionArn', 'error', 'cause'],
    required: ['executionArn'],
    access: ({ executionArn = '' }) => [{ action: 'states:StopExecution', resource: executionArn }],
    async run({ executionArn = '', error, cause }) {
      checkLength('error', error, 256);
      checkLength('cause', cause, 32_768);
      const record = standardExecution(engine, executionArn);
      const active = engine.active.get(executionArn);
      if (active) {
        engine.stop(executionArn, {
          ...(error === undefined ? {} : { error }),
          ...(cause === undefined ? {} : { cause }),
        });
        await active.ended;
        await engine.journal.written();
      }
      return { stopDate: new Date(record.stoppedAt ?? engine.cloud.clock.now()) };
    },
  });
