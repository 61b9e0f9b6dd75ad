import type { CreateStateMachineAliasInput, CreateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { checkRouting } from './aliases.ts';
import { checkLength, checkName } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const createStateMachineAlias = (engine: Engine) =>
  operation<CreateStateMachineAliasInput, CreateStateMachineAliasOutput>({
    name: 'CreateStateMachineAlias',
    accepts: ['description', 'name', 'routingConfiguration'],
    required: ['name', 'routingConfiguration'],
    access: ({ routingConfiguration = [] }) => [
      {
        action: 'states:CreateStateMachineAlias',
        resource: splitArn(routingConfiguration[0]?.stateMachineVersionArn ?? '*').base,
      },
    ],
    run({ description, name = '', routingConfiguration: routing = [] }, { cloud }) {
      checkName(name);
      checkLength('description', description, 256);
      if (/^\d+$/.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
      const machineArn = checkRouting(engine, routing);
      const arn = `${machineArn}:${name}`;
      const known = engine.machines.aliases.get(arn);
      if (known) {
        const same = known.description === description && JSON.stringify(known.routing) === JSON.stringify(routing);
        if (!same)
          throw new AwsError(
            'ConflictException',
            `Failed to create alias because an alias with the same name and a different routing configuration already exists. Alias ARN: ${arn}`,
          );
        return { stateMachineAliasArn: arn, creationDate: new Date(known.createdAt) };
      }
      const now = cloud.clock.now();
      const described = description === undefined ? {} : { description };
      engine.machines.aliases.put(arn, {
        arn,
        machineArn,
        name,
        ...described,
        routing,
        createdAt: now,
        updatedAt: now,
      });
      return { stateMachineAliasArn: arn, creationDate: new Date(now) };
    },
  });
