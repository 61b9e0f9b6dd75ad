import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import type { Filing, Receipt } from '../contracts/filing.ts';
import { env } from '../env.ts';
import { isAws } from '../errors.ts';

/** The newest version of a period's filing, and how it stands. */
export interface FilingRecord {
  filing: Filing;
  status: 'open' | 'failed' | 'accepted';
  /** Execution that works, or worked, on it. */
  executionArn: string;
  /** Of an accepted one. */
  receipt?: Receipt;
  totals?: Record<string, string>;
  /** Addresses of its files, in the audit bucket. */
  files?: string[];
  /** Every change counts it up: the condition of the next one. */
  revision: number;
}

/** A second person's decision about the very files that were signed; written once. */
export interface FilingDecision {
  filing: string;
  /** SHA-256 of the signed manifest. */
  digest: string;
  decision: 'approved' | 'rejected';
  decidedBy: string;
  reason: string | null;
  /** ISO 8601 */
  at: string;
}

const get = async <T>(id: string): Promise<T | undefined> => {
  const { Item } = await dynamodb().send(
    new GetCommand({ TableName: env.runsTable(), Key: { id }, ConsistentRead: true }),
  );
  return Item as T | undefined;
};

/** False when the condition does not hold: somebody else was first. */
const putIf = async (
  item: Record<string, unknown>,
  condition: { expression: string; names: Record<string, string>; values?: Record<string, unknown> },
): Promise<boolean> => {
  try {
    await dynamodb().send(
      new PutCommand({
        TableName: env.runsTable(),
        Item: item,
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: condition.names,
        ExpressionAttributeValues: condition.values,
      }),
    );
    return true;
  } catch (error) {
    if (isAws(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
};

const isNew = { expression: 'attribute_not_exists(#id)', names: { '#id': 'id' } };

export const filings = {
  get: (report: string, period: string) => get<FilingRecord>(`FILING#${report}#${period}`),
  /** On top of the revision that was read; false when it has changed since. */
  put: (record: Omit<FilingRecord, 'revision'>, before: number | undefined): Promise<boolean> =>
    putIf(
      { id: `FILING#${record.filing.report}#${record.filing.period}`, ...record, revision: (before ?? 0) + 1 },
      before === undefined
        ? isNew
        : { expression: '#revision = :before', names: { '#revision': 'revision' }, values: { ':before': before } },
    ),
};

export const decisions = {
  get: (filing: string, digest: string) => get<FilingDecision>(`DECISION#${filing}#${digest}`),
  /** False when these files are decided on already. */
  put: (decision: FilingDecision) =>
    putIf({ id: `DECISION#${decision.filing}#${decision.digest}`, ...decision }, isNew),
};
