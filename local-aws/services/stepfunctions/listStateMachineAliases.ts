import type { ListStateMachineAliasesInput, ListStateMachineAliasesOutput } from '@aws-sdk/client-sfn';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { aliasesOf } from './aliases.ts';
import { checkArn } from './constraints.ts';
import type { Engine } from './engine.ts';
import { splitArn } from './machineStore.ts';
import { pageSize } from './places.ts';

export const listStateMachineAliases = (engine: Engine) =>
  operation<ListStateMachineAliasesInput, ListStateMachineAliasesOutput>({
    name: 'ListStateMachineAliases',
    accepts: ['stateMachineArn', 'nextToken', 'maxResults'],
    required: ['stateMachineArn'],
    access: ({ stateMachineArn = '' }) => [
      { action: 'states:ListStateMachineAliases', resource: splitArn(stateMachineArn).base },
    ],
    run({ stateMachineArn = '', nextToken, maxResults }) {
      checkArn(stateMachineArn, 'stateMachine');
      const { base, qualifier } = splitArn(stateMachineArn);
      engine.machines.machine(base);
      // With a version's ARN only the aliases that route to it are listed.
      const aliases = aliasesOf(engine, base).filter(
        ({ routing }) =>
          qualifier === undefined ||
          routing.some(({ stateMachineVersionArn }) => stateMachineVersionArn === stateMachineArn),
      );
      const options = { token: nextToken, limit: pageSize(maxResults), defaultLimit: 100, tokenError: 'InvalidToken' };
      const { items, ...next } = page(aliases, ({ arn }) => arn, options);
      return {
        stateMachineAliases: items.map(({ arn, createdAt }) => ({
          stateMachineAliasArn: arn,
          creationDate: new Date(createdAt),
        })),
        ...next,
      };
    },
  });
