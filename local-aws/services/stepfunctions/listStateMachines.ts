import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Engine } from './engine.ts';
import { pageSize } from './places.ts';

export const listStateMachines = (engine: Engine) =>
  operation<ListStateMachinesInput, ListStateMachinesOutput>({
    name: 'ListStateMachines',
    accepts: ['maxResults', 'nextToken'],
    run({ maxResults, nextToken }) {
      const machines = engine.machines.machines.list().map(({ value }) => value);
      const options = { token: nextToken, limit: pageSize(maxResults), defaultLimit: 100, tokenError: 'InvalidToken' };
      const { items, ...next } = page(machines, ({ arn }) => arn, options);
      return {
        stateMachines: items.map(({ arn, name, type, createdAt }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: new Date(createdAt),
        })),
        ...next,
      };
    },
  });
