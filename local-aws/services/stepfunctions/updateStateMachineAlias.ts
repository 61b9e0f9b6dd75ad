import type { UpdateStateMachineAliasInput, UpdateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { aliasOf, checkRouting } from './aliases.ts';
import { checkLength } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const updateStateMachineAlias = (engine: Engine) =>
  operation<UpdateStateMachineAliasInput, UpdateStateMachineAliasOutput>({
    name: 'UpdateStateMachineAlias',
    accepts: ['stateMachineAliasArn', 'description', 'routingConfiguration'],
    required: ['stateMachineAliasArn'],
    access: ({ stateMachineAliasArn = '' }) => [
      { action: 'states:UpdateStateMachineAlias', resource: splitArn(stateMachineAliasArn).base },
    ],
    run({ stateMachineAliasArn = '', description, routingConfiguration: routing }, { cloud }) {
      const alias = aliasOf(engine, stateMachineAliasArn);
      checkLength('description', description, 256);
      if (description === undefined && routing === undefined) {
        throw new AwsError('ValidationException', 'Either description or routing configuration must be specified');
      }
      if (routing && checkRouting(engine, routing) !== alias.machineArn) {
        throw new AwsError(
          'ValidationException',
          'Routing configuration must contain versions of the state machine of the alias',
        );
      }
      const now = cloud.clock.now();
      engine.machines.aliases.put(alias.arn, {
        ...alias,
        ...(description === undefined ? {} : { description }),
        ...(routing ? { routing } : {}),
        updatedAt: now,
      });
      return { updateDate: new Date(now) };
    },
  });
