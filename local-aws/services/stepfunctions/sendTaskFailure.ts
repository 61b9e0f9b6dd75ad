import type { SendTaskFailureInput, SendTaskFailureOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { checkLength } from './constraints.ts';
import type { Engine } from './engine.ts';
import { taskAccess } from './taskAccess.ts';
import { listenerOf } from './taskAnswers.ts';

export const sendTaskFailure = (engine: Engine) =>
  operation<SendTaskFailureInput, SendTaskFailureOutput>({
    name: 'SendTaskFailure',
    accepts: ['taskToken', 'error', 'cause'],
    access: taskAccess('SendTaskFailure'),
    required: ['taskToken'],
    run({ taskToken = '', error, cause }) {
      checkLength('error', error, 256);
      checkLength('cause', cause, 32_768);
      const listener = listenerOf(engine, taskToken);
      engine.tokens.take(taskToken);
      listener.settle({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
      engine.journal.flush();
      return {};
    },
  });
