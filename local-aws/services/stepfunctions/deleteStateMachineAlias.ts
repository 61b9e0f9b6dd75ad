import type { DeleteStateMachineAliasInput, DeleteStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { aliasOf } from './aliases.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const deleteStateMachineAlias = (engine: Engine) =>
  operation<DeleteStateMachineAliasInput, DeleteStateMachineAliasOutput>({
    name: 'DeleteStateMachineAlias',
    accepts: ['stateMachineAliasArn'],
    required: ['stateMachineAliasArn'],
    access: ({ stateMachineAliasArn = '' }) => [
      { action: 'states:DeleteStateMachineAlias', resource: splitArn(stateMachineAliasArn).base },
    ],
    run({ stateMachineAliasArn = '' }) {
      engine.machines.aliases.delete(aliasOf(engine, stateMachineAliasArn).arn);
      return {};
    },
  });
