import type { DescribeStateMachineAliasInput, DescribeStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../service.ts';
import { aliasOf } from './aliases.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const describeStateMachineAlias = (engine: Engine) =>
  operation<DescribeStateMachineAliasInput, DescribeStateMachineAliasOutput>({
    name: 'DescribeStateMachineAlias',
    accepts: ['stateMachineAliasArn'],
    required: ['stateMachineAliasArn'],
    access: ({ stateMachineAliasArn = '' }) => [
      { action: 'states:DescribeStateMachineAlias', resource: splitArn(stateMachineAliasArn).base },
    ],
    run({ stateMachineAliasArn = '' }) {
      const { arn, name, description, routing, createdAt, updatedAt } = aliasOf(engine, stateMachineAliasArn);
      return {
        stateMachineAliasArn: arn,
        name,
        ...(description === undefined ? {} : { description }),
        routingConfiguration: routing,
        creationDate: new Date(createdAt),
        updateDate: new Date(updatedAt),
      };
    },
  });
