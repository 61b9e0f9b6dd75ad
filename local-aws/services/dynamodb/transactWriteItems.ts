import { createHash } from 'node:crypto';
import type { TransactWriteItemsInput, TransactWriteItemsOutput } from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import { type Access, type Call, operation } from '../../service.ts';
import { tableArn } from './access.ts';
import type { Engine, Wire } from './engine.ts';
import { decodeItem, keyOf } from './itemOperations.ts';
import { tableName, toWire } from './wire.ts';

const MOST = 100;
/** How long a token keeps a transaction from being done again, ms. */
const TOKEN_LIFE = 10 * 60 * 1000;

const kinds = { ConditionCheck: 'DeleteItem', Put: 'PutItem', Delete: 'DeleteItem', Update: 'UpdateItem' } as const;
type Kind = keyof typeof kinds;

interface Action {
  kind: Kind;
  request: Wire;
  /** What a failed condition shall tell. */
  onFailure: unknown;
  table: string;
  key: Wire;
  before: Wire | undefined;
}

interface Reason {
  Code: string;
  Message?: string;
  Item?: unknown;
}

/** Items as they were before a transaction that has not ended: put back by `recover` when the process died in it. */
interface Undo {
  items: { table: string; key: Wire; before?: Wire }[];
}

const undoTable = (cloud: Cloud) => cloud.database.table<Undo>('dynamodb.transactions');
const tokenTable = (cloud: Cloud) => cloud.database.table<{ hash: string; until: number }>('dynamodb.tokens');

/** All of the writes or none: conditions first, then the writes, whose items go back to what they were if one fails. */
export const transactWriteItems = (engine: Engine) =>
  operation<TransactWriteItemsInput, TransactWriteItemsOutput>({
    name: 'TransactWriteItems',
    accepts: ['TransactItems', 'ClientRequestToken'],
    inert: ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'],
    required: ['TransactItems'],
    access: transactAccess,
    run: async (input, call) => {
      const wire = (await toWire('TransactWriteItems', input)).TransactItems as Wire[];
      if (wire.length === 0 || wire.length > MOST) {
        throw new AwsError('ValidationException', `TransactItems: between 1 and ${MOST} items, got ${wire.length}`);
      }
      await engine.exclusively(async () => {
        if (isRepeated(input.ClientRequestToken, wire, call)) return;
        await transact(engine, call.cloud, wire);
        remember(input.ClientRequestToken, wire, call);
      });
      return {};
    },
  });

const transactAccess = (input: TransactWriteItemsInput, call: Call): Access[] =>
  (input.TransactItems ?? []).flatMap((item) =>
    Object.entries(item).flatMap(([kind, request]) =>
      request === undefined
        ? []
        : {
            action: `dynamodb:${kind === 'ConditionCheck' ? 'ConditionCheckItem' : kinds[kind as Kind]}`,
            resource: tableArn(call, (request as { TableName?: string }).TableName),
          },
    ),
  );

const hashOf = (wire: Wire[]): string => createHash('sha256').update(JSON.stringify(wire)).digest('hex');

const isRepeated = (token: string | undefined, wire: Wire[], { cloud }: Call): boolean => {
  const known = token === undefined ? undefined : tokenTable(cloud).get(token);
  if (!known || known.until < cloud.clock.now()) return false;
  if (known.hash === hashOf(wire)) return true;
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The request uses a client token of an earlier request with other parameters',
  );
};

const remember = (token: string | undefined, wire: Wire[], { cloud }: Call): void => {
  if (token !== undefined) tokenTable(cloud).put(token, { hash: hashOf(wire), until: cloud.clock.now() + TOKEN_LIFE });
};

const transact = async (engine: Engine, cloud: Cloud, wire: Wire[]): Promise<void> => {
  const actions: Action[] = [];
  for (const item of wire) actions.push(await prepare(engine, item));
  const named = actions.map(({ table, key }) => JSON.stringify([table, key]));
  if (new Set(named).size < named.length) {
    throw new AwsError('ValidationException', 'Transaction request cannot include multiple operations on one item');
  }
  await checkAll(engine, actions);
  const writes = actions.filter(({ kind }) => kind !== 'ConditionCheck');
  const undo = writes.map(({ table, key, before }) => ({ table, key, ...(before && { before }) }));
  undoTable(cloud).put('open', { items: undo });
  const reasons: Reason[] = actions.map(() => ({ Code: 'None' }));
  for (const action of writes) {
    try {
      await engine.run(kinds[action.kind], action.request);
    } catch (error) {
      await putBack(engine, undo);
      undoTable(cloud).delete('open');
      if (!(error instanceof AwsError)) throw error;
      reasons[actions.indexOf(action)] = { Code: 'ValidationError', Message: error.message };
      throw cancelled(reasons);
    }
  }
  undoTable(cloud).delete('open');
};

const prepare = async (engine: Engine, item: Wire): Promise<Action> => {
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  const [kind, value] = given[0] ?? [];
  if (given.length !== 1 || kind === undefined || !(kind in kinds)) {
    throw new AwsError('ValidationException', 'TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const { ReturnValuesOnConditionCheckFailure: onFailure, ...request } = value as Wire;
  const table = tableName(String(request.TableName));
  request.TableName = table;
  const key = kind === 'Put' ? await keyOf(engine, table, request.Item as Wire) : (request.Key as Wire);
  const { Item } = await engine.run('GetItem', { TableName: table, Key: key, ConsistentRead: true });
  return { kind: kind as Kind, request, onFailure, table, key, before: Item as Wire | undefined };
};

const checkAll = async (engine: Engine, actions: readonly Action[]): Promise<void> => {
  const reasons: Reason[] = [];
  for (const { kind, request, before, onFailure } of actions) {
    try {
      engine.checkCondition(kinds[kind], request, before);
      reasons.push({ Code: 'None' });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') throw error;
      const told = onFailure === 'ALL_OLD' && before ? { Item: await decodeItem(before) } : {};
      reasons.push({ Code: 'ConditionalCheckFailed', Message: error.message, ...told });
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
};

const cancelled = (reasons: Reason[]): AwsError =>
  new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { members: { CancellationReasons: reasons } },
  );

const putBack = async (engine: Engine, items: Undo['items']): Promise<void> => {
  for (const { table, key, before } of items) {
    if (before) await engine.run('PutItem', { TableName: table, Item: before });
    else await engine.run('DeleteItem', { TableName: table, Key: key });
  }
};

/** Undoes the transaction in which an earlier process died, before the first call. */
export const recover = (engine: Engine, cloud: Cloud): void => {
  const open = undoTable(cloud).get('open');
  if (!open) return;
  void engine.exclusively(async () => {
    await putBack(engine, open.items);
    undoTable(cloud).delete('open');
  });
};
