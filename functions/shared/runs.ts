import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from './clients/dynamodb.ts';
import { env } from './env.ts';
import { isAws } from './errors.ts';

/** Who works on a pipeline now. */
export interface RunLock {
  executionArn: string;
  runId: string;
  businessDate: string;
  /** ISO 8601 */
  since: string;
}

/** How the last run of a business date ended. */
export interface DayRecord {
  status: 'succeeded' | 'failed';
  runId: string;
  executionArn: string;
  decision?: string | undefined;
  /** ISO 8601 */
  at: string;
}

/** The model that serves, and what it takes to score with it again. */
export interface Champion {
  /** From 1, by one a promotion: the condition of the next change. */
  version: number;
  runId: string;
  businessDate: string;
  modelPackageArn: string;
  /** `model.tar.gz` */
  model: string;
  image: string;
  /** Names of the feature vector, in order. */
  features: string[];
  endpoint: string;
  endpointConfig: string;
  /** On the holdout of its own night. */
  metrics: Record<string, number>;
}

const get = async <T>(id: string): Promise<T | undefined> => {
  const { Item } = await dynamodb().send(
    new GetCommand({ TableName: env.runsTable(), Key: { id }, ConsistentRead: true }),
  );
  return Item as T | undefined;
};

/** `#name` in a condition stands for the attribute of that name: many plain names are reserved words. */
const namesIn = (condition: string): Record<string, string> =>
  Object.fromEntries([...condition.matchAll(/#(\w+)/g)].map(([mark, name = '']) => [mark, name]));

const putIf = async (
  item: Record<string, unknown>,
  condition: string | undefined,
  values?: Record<string, unknown>,
): Promise<boolean> => {
  try {
    await dynamodb().send(
      new PutCommand({
        TableName: env.runsTable(),
        Item: item,
        ...(condition && { ConditionExpression: condition, ExpressionAttributeNames: namesIn(condition) }),
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (isAws(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
};

const heldByMe = 'attribute_not_exists(#id) OR #executionArn = :mine';

/** One run a pipeline at a time, by conditional write. */
export const locks = {
  get: (pipeline: string) => get<RunLock>(`LOCK#${pipeline}`),
  /** Free, or held by this very execution (a retried call). */
  take: (pipeline: string, lock: RunLock) =>
    putIf({ id: `LOCK#${pipeline}`, ...lock }, heldByMe, {
      ':mine': lock.executionArn,
    }),
  /** From a holder that is known to be dead. */
  takeOver: (pipeline: string, lock: RunLock, from: RunLock) =>
    putIf({ id: `LOCK#${pipeline}`, ...lock }, '#executionArn = :dead', { ':dead': from.executionArn }),
  /** False when somebody else holds it. */
  release: async (pipeline: string, executionArn: string): Promise<boolean> => {
    try {
      await dynamodb().send(
        new DeleteCommand({
          TableName: env.runsTable(),
          Key: { id: `LOCK#${pipeline}` },
          ConditionExpression: heldByMe,
          ExpressionAttributeNames: namesIn(heldByMe),
          ExpressionAttributeValues: { ':mine': executionArn },
        }),
      );
      return true;
    } catch (error) {
      if (isAws(error, 'ConditionalCheckFailedException')) return false;
      throw error;
    }
  },
};

export const days = {
  get: (pipeline: string, businessDate: string) => get<DayRecord>(`DAY#${pipeline}#${businessDate}`),
  put: (pipeline: string, businessDate: string, day: DayRecord) =>
    putIf({ id: `DAY#${pipeline}#${businessDate}`, ...day }, undefined),
};

export const champions = {
  get: (pipeline: string) => get<Champion>(`CHAMPION#${pipeline}`),
  /** Only on top of the version that was challenged; false when the champion changed meanwhile. */
  put: (pipeline: string, champion: Champion) =>
    champion.version === 1
      ? putIf({ id: `CHAMPION#${pipeline}`, ...champion }, 'attribute_not_exists(#id)')
      : putIf({ id: `CHAMPION#${pipeline}`, ...champion }, '#version = :before', { ':before': champion.version - 1 }),
};

/** Newest record of an audit chain. */
export interface ChainHead {
  sequence: number;
  hash: string;
}

export const chains = {
  head: (chain: string) => get<ChainHead>(`CHAIN#${chain}`),
  advance: (chain: string, head: ChainHead) =>
    head.sequence === 1
      ? putIf({ id: `CHAIN#${chain}`, ...head }, 'attribute_not_exists(#id)')
      : putIf({ id: `CHAIN#${chain}`, ...head }, '#sequence = :before', { ':before': head.sequence - 1 }),
};
