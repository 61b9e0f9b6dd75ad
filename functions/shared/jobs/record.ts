import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import type { Run } from '../contracts/run.ts';
import { env } from '../env.ts';
import { isAws } from '../errors.ts';

export type JobKind =
  | 'glue'
  | 'quality'
  | 'training'
  | 'transform'
  | 'endpoint'
  | 'sources'
  | 'approval'
  | 'filing-approval';

/**
 * One stage's work, under its stage key: written before the job is started, so that whoever comes second attaches to it, and kept when it
 * is done, so that a later run of the same inputs takes its outcome over.
 */
export interface JobRecord {
  /** 24 hex digits: hash of the stage's inputs, SQL and part of the spec. */
  key: string;
  kind: JobKind;
  /** The state's name. */
  stage: string;
  run: Run;
  /** What the driver needs to start, describe and verify the job. */
  request: Record<string, unknown>;
  status: 'starting' | 'running' | 'succeeded' | 'failed';
  /** From 1; a stage that failed is started anew under the next. */
  attempt: number;
  /** The job's own id, once it is known. */
  jobId?: string;
  /** Task token of whoever waits. */
  token: string;
  /** Present until the waiting execution was told: key of the sparse index that the sweeper reads. */
  open?: 'yes';
  /** Seconds since the epoch. */
  startedAt: number;
  outcome?: unknown;
  error?: string;
  cause?: string;
  /** Seconds since the epoch at which DynamoDB may forget it. */
  expiresAt: number;
}

const keptSeconds = 400 * 86_400;

const update = async (
  key: string,
  changes: Partial<JobRecord>,
  condition: string,
  values: Record<string, unknown>,
  remove: (keyof JobRecord)[] = [],
): Promise<boolean> => {
  const names = Object.keys(changes);
  const set = names.length > 0 ? `SET ${names.map((name) => `#${name} = :new_${name}`).join(', ')}` : '';
  const drop = remove.length > 0 ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '';
  try {
    await dynamodb().send(
      new UpdateCommand({
        TableName: env.jobsTable(),
        Key: { key },
        UpdateExpression: `${set}${drop}`.trim(),
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries(
          [...names, ...remove, 'status', 'attempt']
            .filter((name) => `${set}${drop}${condition}`.includes(`#${name}`))
            .map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:new_${name}`, value])),
          ...values,
        },
      }),
    );
    return true;
  } catch (error) {
    if (isAws(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
};

/** The job table. Every change is conditional: of two writers one loses, looks again and goes on from what it finds. */
export const jobRecords = {
  get: async (key: string): Promise<JobRecord | undefined> => {
    const { Item } = await dynamodb().send(
      new GetCommand({ TableName: env.jobsTable(), Key: { key }, ConsistentRead: true }),
    );
    return Item as JobRecord | undefined;
  },

  /** Opens the stage's next attempt; false when another call did so first. */
  open: async (record: Omit<JobRecord, 'status' | 'open' | 'startedAt' | 'expiresAt'>): Promise<boolean> => {
    const now = Math.floor(Date.now() / 1000);
    const item: JobRecord = {
      ...record,
      status: 'starting',
      open: 'yes',
      startedAt: now,
      expiresAt: now + keptSeconds,
    };
    try {
      await dynamodb().send(
        new PutCommand({
          TableName: env.jobsTable(),
          Item: item,
          ConditionExpression: 'attribute_not_exists(#key) OR (#status = :failed AND #attempt < :attempt)',
          ExpressionAttributeNames: { '#key': 'key', '#status': 'status', '#attempt': 'attempt' },
          ExpressionAttributeValues: { ':failed': 'failed', ':attempt': record.attempt },
        }),
      );
      return true;
    } catch (error) {
      if (isAws(error, 'ConditionalCheckFailedException')) return false;
      throw error;
    }
  },

  /** A later call of the same stage waits for the job under way, with its own token. */
  attach: (key: string, token: string, run: Run) =>
    update(key, { token, run, open: 'yes' }, '#attempt > :zero', { ':zero': 0 }),

  /** The job is started; false when its end was quicker than this call. */
  started: (key: string, attempt: number, jobId: string) =>
    update(key, { jobId, status: 'running' }, '#status = :starting AND #attempt = :attempt', {
      ':starting': 'starting',
      ':attempt': attempt,
    }),

  /** The job's end; false when it was recorded already. The record stays open until the execution was told. */
  settle: (key: string, attempt: number, end: Pick<JobRecord, 'status' | 'outcome' | 'error' | 'cause'>) =>
    update(key, end, '(#status = :starting OR #status = :running) AND #attempt = :attempt', {
      ':starting': 'starting',
      ':running': 'running',
      ':attempt': attempt,
    }),

  /** The waiting execution was told. */
  close: (key: string, attempt: number) => update(key, {}, '#attempt = :attempt', { ':attempt': attempt }, ['open']),

  /** Every record whose execution has not been told yet. */
  listOpen: async (): Promise<JobRecord[]> => {
    const records: JobRecord[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await dynamodb().send(
        new QueryCommand({
          TableName: env.jobsTable(),
          IndexName: 'open-jobs',
          KeyConditionExpression: '#open = :yes',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':yes': 'yes' },
          ExclusiveStartKey: from,
        }),
      );
      records.push(...((page.Items ?? []) as JobRecord[]));
      from = page.LastEvaluatedKey;
    } while (from);
    return records;
  },
};
