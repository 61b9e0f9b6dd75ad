import type { SendTaskHeartbeatInput, SendTaskHeartbeatOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { taskAccess } from './taskAccess.ts';
import { listenerOf } from './taskAnswers.ts';

export const sendTaskHeartbeat = (engine: Engine) =>
  operation<SendTaskHeartbeatInput, SendTaskHeartbeatOutput>({
    name: 'SendTaskHeartbeat',
    accepts: ['taskToken'],
    access: taskAccess('SendTaskHeartbeat'),
    required: ['taskToken'],
    run({ taskToken = '' }) {
      listenerOf(engine, taskToken).heartbeat();
      return {};
    },
  });
