import type { SendTaskSuccessInput, SendTaskSuccessOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkJson, checkLength, longestData } from './constraints.ts';
import type { Engine } from './engine.ts';
import { taskAccess } from './taskAccess.ts';
import { listenerOf } from './taskAnswers.ts';

export const sendTaskSuccess = (engine: Engine) =>
  operation<SendTaskSuccessInput, SendTaskSuccessOutput>({
    name: 'SendTaskSuccess',
    accepts: ['taskToken', 'output'],
    access: taskAccess('SendTaskSuccess'),
    required: ['taskToken', 'output'],
    run({ taskToken = '', output = '' }) {
      checkLength('output', output, longestData);
      checkJson(output, (reason) => new AwsError('InvalidOutput', `Invalid Output: '${reason}'`));
      const listener = listenerOf(engine, taskToken);
      engine.tokens.take(taskToken);
      listener.settle({ output });
      engine.journal.flush();
      return {};
    },
  });
