import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { settings } from '../shared/clients/settings.ts';
import { env } from '../shared/env.ts';
import { definitionSchema, type OnlineDefinition } from '../shared/online/definition.ts';
import { onlineKeys } from '../shared/online/keys.ts';
import { decodeEntries, encodePast, Past } from '../shared/online/past.ts';
import type { Champion } from '../shared/runs.ts';
import { LeastRecent } from './leastRecent.ts';
import type { Change, OnlineStore, Recent } from './ports.ts';

type Item = Record<string, AttributeValue>;

const keysPerGet = 100;
const writesPerTransaction = 100;
/** Decisions answer a repeated record for as long as a dead letter can be replayed, and longer. */
const decisionSeconds = 30 * 86_400;
const recentSeconds = 60 * 86_400;
const cachedPasts = 50_000;
const cachedRecents = 20_000;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

// Attribute values are written by hand: at thousands of records a second the conversion would be most of the work.
const client = new DynamoDBClient(settings);

const getAll = async (table: string, ids: readonly string[], consistent: boolean): Promise<Item[]> => {
  const found = await Promise.all(
    chunks(ids, keysPerGet).map(async (some) => {
      const items: Item[] = [];
      let keys: Item[] = some.map((id) => ({ id: { S: id } }));
      while (keys.length > 0) {
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: consistent } } }),
        );
        items.push(...(Responses?.[table] ?? []));
        keys = UnprocessedKeys?.[table]?.Keys ?? [];
      }
      return items;
    }),
  );
  return found.flat();
};

/** The tables behind the stream of one pipeline. What is published never changes within a version, so it is kept in memory. */
export const createStore = (pipeline: string): OnlineStore => {
  const pasts = new LeastRecent<Past>(cachedPasts);
  const recents = new LeastRecent<Recent>(cachedRecents);
  let parsed: { text: string; definition: OnlineDefinition } | undefined;

  const definitionOf = (text: string): OnlineDefinition => {
    if (parsed?.text !== text) parsed = { text, definition: definitionSchema.parse(JSON.parse(text)) };
    return parsed.definition;
  };

  const write = async (changes: readonly Change[]): Promise<Change[]> => {
    const now = Math.floor(Date.now() / 1000);
    const items = changes.flatMap(({ entity, version, entries, decisions }) => [
      {
        Put: {
          TableName: env.recentTable(),
          Item: {
            id: { S: onlineKeys.recent(pipeline, entity) },
            version: { N: String(version + 1) },
            entries: { B: encodePast(entries) },
            expiresAt: { N: String(now + recentSeconds) },
          },
          ...(version === 0
            ? { ConditionExpression: 'attribute_not_exists(id)' }
            : {
                ConditionExpression: '#version = :before',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':before': { N: String(version) } },
              }),
        },
      },
      ...decisions.map(({ id, body }) => ({
        Put: {
          TableName: env.decisionsTable(),
          Item: {
            id: { S: onlineKeys.decision(pipeline, id) },
            body: { S: body },
            expiresAt: { N: String(now + decisionSeconds) },
          },
          ConditionExpression: 'attribute_not_exists(id)',
        },
      })),
    ]);
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      for (const { entity, version, entries } of changes)
        recents.set(String(entity), { version: version + 1, entries });
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      // One record's conflict must not hold up its neighbours: each entity is then written by itself.
      if (changes.length > 1) return (await Promise.all(changes.map((change) => write([change])))).flat();
      for (const { entity } of changes) recents.delete(String(entity));
      return [...changes];
    }
  };

  return {
    current: async () => {
      const [pointer] = await getAll(env.featuresTable(), [onlineKeys.pointer(pipeline)], true);
      const [champion] = await getAll(env.runsTable(), [`CHAMPION#${pipeline}`], true);
      const { version, endpoint, features } = champion ? (unmarshall(champion) as Champion) : {};
      return {
        ...(pointer && {
          features: { version: pointer.version?.S ?? '', definition: definitionOf(pointer.definition?.S ?? '') },
        }),
        ...(version !== undefined && { model: { version, endpoint: endpoint ?? '', features: features ?? [] } }),
      };
    },

    pasts: async (view, version, entities) => {
      const keyOf = (entity: number): string => onlineKeys.past(pipeline, version, view, entity);
      const absent = entities.map(keyOf).filter((key) => pasts.get(key) === undefined);
      const items = await getAll(env.featuresTable(), absent, false);
      for (const { id, entries } of items)
        pasts.set(id?.S ?? '', new Past(decodeEntries(entries?.B ?? new Uint8Array())));
      for (const key of absent) if (pasts.get(key) === undefined) pasts.set(key, new Past());
      return new Map(entities.map((entity) => [entity, pasts.get(keyOf(entity)) ?? new Past()]));
    },

    recents: async (entities) => {
      const absent = entities.filter((entity) => recents.get(String(entity)) === undefined);
      const keys = absent.map((entity) => onlineKeys.recent(pipeline, entity));
      const items = new Map((await getAll(env.recentTable(), keys, true)).map((item) => [item.id?.S, item]));
      for (const entity of absent) {
        const item = items.get(onlineKeys.recent(pipeline, entity));
        recents.set(String(entity), {
          version: Number(item?.version?.N ?? 0),
          entries: decodeEntries(item?.entries?.B ?? new Uint8Array()),
        });
      }
      return new Map(entities.map((entity) => [entity, recents.get(String(entity)) ?? { version: 0, entries: [] }]));
    },

    decided: async (ids) => {
      const keys = ids.map((id) => onlineKeys.decision(pipeline, id));
      const items = await getAll(env.decisionsTable(), keys, true);
      return new Map(items.map(({ id, body }) => [Number(id?.S?.split('#').at(-1)), body?.S ?? '']));
    },

    commit: async (changes) => {
      const groups: Change[][] = [];
      let room = 0;
      for (const change of changes) {
        const size = 1 + change.decisions.length;
        if (size > room) {
          groups.push([]);
          room = writesPerTransaction;
        }
        groups.at(-1)?.push(change);
        room -= size;
      }
      return (await Promise.all(groups.map(write))).flat();
    },
  };
};
