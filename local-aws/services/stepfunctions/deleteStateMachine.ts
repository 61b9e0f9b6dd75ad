import type { DeleteStateMachineInput, DeleteStateMachineOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';

export const deleteStateMachine = (engine: Engine) =>
  operation<DeleteStateMachineInput, DeleteStateMachineOutput>({
    name: 'DeleteStateMachine',
    accepts: ['stateMachineArn'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [{ action: 'states:DeleteStateMachine', resource: stateMachineArn }],
    run({ stateMachineArn = '' }) {
      checkArn(stateMachineArn, 'stateMachine');
      const { machines, versions, aliases } = engine.machines;
      machines.delete(stateMachineArn);
      const prefix = `${stateMachineArn}:`;
      for (const { key } of versions.list({ prefix })) versions.delete(key);
      for (const { key } of aliases.list({ prefix })) aliases.delete(key);
      // Its executions end by themselves: they keep the revision that they run.
      return {};
    },
  });
