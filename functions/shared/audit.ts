import { PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from './clients/s3.ts';
import { env } from './env.ts';
import { isAws } from './errors.ts';
import { canonicalJson, hashOf } from './hash.ts';
import { readText, uriOf } from './objects.ts';
import { chains } from './runs.ts';

/** A link of an audit chain: each names the hash of the one before, so that none can be changed or left out unseen. */
interface Link {
  sequence: number;
  previous: string;
  record: unknown;
}

const keyOf = (chain: string, sequence: number): string => `${chain}/${String(sequence).padStart(8, '0')}.json`;
const attempts = 10;

/**
 * Appends a record to a chain in the audit bucket. `same` says whether an existing record is this very one (a repeated call). The object
 * is written first, only if its number is free; the head follows, and a head that lags is caught up by the next call.
 */
export const appendAudit = async (
  chain: string,
  record: unknown,
  same: (existing: unknown) => boolean,
): Promise<{ sequence: number; hash: string }> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const head = (await chains.head(chain)) ?? { sequence: 0, hash: '' };
    const link: Link = { sequence: head.sequence + 1, previous: head.hash, record };
    const key = keyOf(chain, link.sequence);
    const existing = (await writeIfFree(key, link)) ? undefined : await readText(uriOf(env.auditBucket(), key));
    const found = existing === undefined ? link : (JSON.parse(existing) as Link);
    const next = { sequence: found.sequence, hash: hashOf(found) };
    await chains.advance(chain, next);
    if (existing === undefined || same(found.record)) return next;
  }
  throw new Error(`audit chain ${chain}: ${attempts} others wrote at the same time`);
};

/** The last record of a chain, where it has one. */
export const lastAudit = async (chain: string): Promise<unknown> => {
  const head = await chains.head(chain);
  const text = head && (await readText(uriOf(env.auditBucket(), keyOf(chain, head.sequence))));
  return text ? (JSON.parse(text) as Link).record : undefined;
};

const writeIfFree = async (key: string, link: Link): Promise<boolean> => {
  try {
    await s3().send(
      new PutObjectCommand({
        Bucket: env.auditBucket(),
        Key: key,
        Body: canonicalJson(link),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    if (isAws(error, 'PreconditionFailed', 'ConditionalRequestConflict')) return false;
    throw error;
  }
};
