import type { DeleteStateMachineVersionInput, DeleteStateMachineVersionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { aliasesOf } from './aliases.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';

export const deleteStateMachineVersion = (engine: Engine) =>
  operation<DeleteStateMachineVersionInput, DeleteStateMachineVersionOutput>({
    name: 'DeleteStateMachineVersion',
    accepts: ['stateMachineVersionArn'],
    required: ['stateMachineVersionArn'],
    access: ({ stateMachineVersionArn = '' }) => [
      { action: 'states:DeleteStateMachineVersion', resource: splitArn(stateMachineVersionArn).base },
    ],
    run({ stateMachineVersionArn: arn = '' }) {
      checkArn(arn, 'stateMachine');
      const { base, qualifier } = splitArn(arn);
      if (!/^\d+$/.test(qualifier ?? '')) throw new AwsError('ValidationException', `Version ARN is required: ${arn}`);
      const users = aliasesOf(engine, base).filter(({ routing }) =>
        routing.some(({ stateMachineVersionArn }) => stateMachineVersionArn === arn),
      );
      if (users.length > 0) {
        const names = users.map(({ name }) => name).join(', ');
        throw new AwsError(
          'ConflictException',
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
        );
      }
      engine.machines.versions.delete(arn);
      return {};
    },
  });
