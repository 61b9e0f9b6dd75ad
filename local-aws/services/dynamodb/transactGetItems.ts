import type { TransactGetItemsInput, TransactGetItemsOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../service.ts';
import { tableArn } from './access.ts';
import type { Engine, Wire } from './engine.ts';
import { fromWire, tableName, toWire } from './wire.ts';

/** Reads of one moment: no write comes between them. */
export const transactGetItems = (engine: Engine) =>
  operation<TransactGetItemsInput, TransactGetItemsOutput>({
    name: 'TransactGetItems',
    accepts: ['TransactItems'],
    inert: ['ReturnConsumedCapacity'],
    required: ['TransactItems'],
    access: (input, call) =>
      (input.TransactItems ?? []).map(({ Get }) => ({
        action: 'dynamodb:GetItem',
        resource: tableArn(call, Get?.TableName),
      })),
    run: async (input) => {
      const wire = (await toWire('TransactGetItems', input)).TransactItems as { Get: Wire }[];
      const responses = await engine.exclusively(async () => {
        const items: Wire[] = [];
        for (const { Get } of wire) {
          const request = { ...Get, TableName: tableName(String(Get.TableName)), ConsistentRead: true };
          const { Item } = await engine.run('GetItem', request);
          items.push(Item === undefined ? {} : { Item });
        }
        return items;
      });
      return fromWire<TransactGetItemsOutput>('TransactGetItems', { Responses: responses });
    },
  });
