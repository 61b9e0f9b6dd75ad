import { AwsError, isAwsError } from '../../errors.ts';
import { decodeJson } from '../../protocols/json.ts';
import { loadModel } from '../../protocols/model.ts';
import { type Access, type AnyOperation, type Call, operation } from '../../service.ts';
import { arnAccess, batchAccess, tableAccess } from './access.ts';
import { type DynaliteOperation, type Engine, knownParameters, type Wire } from './engine.ts';
import { fromWire, toWire } from './wire.ts';

type AccessOf = (input: never, call: Call) => Access[];

const passedOn: readonly [DynaliteOperation, AccessOf][] = [
  ['BatchGetItem', batchAccess('BatchGetItem')],
  ['BatchWriteItem', batchAccess('BatchWriteItem')],
  ['GetItem', tableAccess('GetItem')],
  ['ListTables', () => [{ action: 'dynamodb:ListTables', resource: '*' }]],
  ['ListTagsOfResource', arnAccess('ListTagsOfResource')],
  ['Query', tableAccess('Query')],
  ['Scan', tableAccess('Scan')],
  ['TagResource', arnAccess('TagResource')],
  ['UntagResource', arnAccess('UntagResource')],
];

const passOn = (engine: Engine, name: DynaliteOperation, access: AccessOf): AnyOperation =>
  operation<Record<string, unknown>, Wire>({
    name,
    accepts: knownParameters(name),
    access: access as (input: object, call: Call) => Access[],
    run: async (input) => fromWire(name, await engine.call(name, await toWire(name, input))),
  });

type ItemWrite = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** dynalite does not tell the item that stood in the way of a condition; here it is read in the same turn. */
const write = (engine: Engine, name: ItemWrite): AnyOperation =>
  operation<Record<string, unknown>, Wire>({
    name,
    accepts: [...knownParameters(name), 'ReturnValuesOnConditionCheckFailure'],
    required: name === 'PutItem' ? ['TableName', 'Item'] : ['TableName', 'Key'],
    access: tableAccess(name),
    run: async (input) => {
      const { ReturnValuesOnConditionCheckFailure: onFailure, ...request } = await toWire(name, input);
      const answer = await engine.exclusively(async () => {
        try {
          return await engine.run(name, request);
        } catch (error) {
          if (onFailure !== 'ALL_OLD' || !isAwsError(error, 'ConditionalCheckFailedException')) throw error;
          const item = await itemInTheWay(engine, name, request);
          throw new AwsError(error.code, error.message, { status: error.status, members: item ? { Item: item } : {} });
        }
      });
      return fromWire(name, answer);
    },
  });

const itemInTheWay = async (engine: Engine, name: ItemWrite, request: Wire): Promise<unknown> => {
  const key = name === 'PutItem' ? await keyOf(engine, String(request.TableName), request.Item as Wire) : request.Key;
  const { Item } = await engine.run('GetItem', { TableName: request.TableName, Key: key, ConsistentRead: true });
  return Item && decodeItem(Item);
};

/** An item of dynalite as the SDK's type says it. */
export const decodeItem = async (item: unknown): Promise<unknown> => {
  const output = (await loadModel('dynamodb')).operations.get('GetItem')?.output;
  return output && decodeJson(output.getMemberSchema('Item'), item, { names: false, timestamps: 'epoch-seconds' });
};

/** The key attributes of an item. */
export const keyOf = async (engine: Engine, table: string, item: Wire): Promise<Wire> => {
  const { Table } = (await engine.run('DescribeTable', { TableName: table })) as {
    Table?: { KeySchema?: { AttributeName: string }[] };
  };
  return Object.fromEntries((Table?.KeySchema ?? []).map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
};

export const itemOperations = (engine: Engine): AnyOperation[] => [
  ...passedOn.map(([name, access]) => passOn(engine, name, access)),
  write(engine, 'PutItem'),
  write(engine, 'UpdateItem'),
  write(engine, 'DeleteItem'),
];
