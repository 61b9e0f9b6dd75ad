import { type Receipt, receipt, type Submitted } from '../shared/contracts/filing.ts';
import { NightjarError } from '../shared/errors.ts';
import { logger } from '../shared/logger.ts';

/** A document with what the gateway needs to know about it. */
export interface Submission {
  /** The idempotency key: the gateway takes one filing under it. */
  id: string;
  replaces: string | null;
  body: Uint8Array;
  sha256: string;
  manifestDigest: string;
  signature: string;
}

export interface GatewayAnswer {
  status: number;
  body: unknown;
}

/** The regulator's gateway. Both throw where no answer comes: refused, broken off, or too late. */
export interface Gateway {
  post(submission: Submission): Promise<GatewayAnswer>;
  /** What the gateway holds under a filing's id: 404 where it holds nothing. */
  find(id: string): Promise<GatewayAnswer>;
}

export interface Pace {
  delay(ms: number): Promise<unknown>;
  random(): number;
}

/** Calls of one invocation; the state machine comes again later, with more time between. */
const attempts = 4;
const baseMs = 250;

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 2000);

/** The receipt, if it is one for this very document. */
const right = (body: unknown, { id, sha256 }: Submission): Receipt | undefined => {
  const parsed = receipt.safeParse(body);
  return parsed.success && parsed.data.reportId === id && parsed.data.sha256 === sha256 ? parsed.data : undefined;
};

/** What the gateway holds: the right receipt, `undefined` for nothing; `FilingConflict` where it holds another document. */
const look = async (gateway: Gateway, submission: Submission): Promise<Receipt | undefined> => {
  const { status, body } = await gateway.find(submission.id);
  if (status === 404) return undefined;
  if (status !== 200)
    throw new Error(`the gateway answered ${status} to the question for ${submission.id}: ${textOf(body)}`);
  const found = right(body, submission);
  if (found) return found;
  const other = receipt.safeParse(body);
  if (other.success && other.data.reportId === submission.id)
    throw new NightjarError(
      'FilingConflict',
      `the gateway holds another document as ${submission.id}: SHA-256 ${other.data.sha256}, here it is ${submission.sha256}`,
    );
  throw new NightjarError('ReceiptInvalid', `asked for ${submission.id}, the gateway answered: ${textOf(body)}`);
};

/**
 * Submits a filing until it is known to be accepted. The gateway is asked first, and again after every answer that did not come or was not
 * the right one: what it holds is the truth, so a filing that was accepted unheard is never sent again.
 *
 * @throws FilingRejected, FilingConflict, ReceiptInvalid for good; GatewayUnavailable where later may help
 */
export const submit = async (gateway: Gateway, submission: Submission, pace: Pace): Promise<Submitted> => {
  let sent = 0;
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await pace.delay(pace.random() * baseMs * 2 ** attempt);
    try {
      const held = await look(gateway, submission);
      if (held) return { receipt: held, submissions: sent > 0 ? 1 : 0, attempts: sent };
      sent += 1;
      const { status, body } = await gateway.post(submission);
      const answered = status < 300 ? right(body, submission) : undefined;
      if (answered) return { receipt: answered, submissions: 1, attempts: sent };
      if (status < 300 || status === 409) {
        const kept = await look(gateway, submission);
        if (kept) return { receipt: kept, submissions: 1, attempts: sent };
        throw new NightjarError(
          'ReceiptInvalid',
          `the gateway answered ${status}: ${textOf(body)}, and holds nothing as ${submission.id}`,
        );
      }
      if (status < 500 && status !== 408 && status !== 425 && status !== 429)
        throw new NightjarError('FilingRejected', `the gateway rejected ${submission.id} (${status}): ${textOf(body)}`);
      last = new Error(`the gateway answered ${status}: ${textOf(body)}`);
    } catch (error) {
      if (error instanceof NightjarError) throw error;
      last = error;
    }
    logger.warn('the gateway gave no answer that counts', {
      filing: submission.id,
      attempt: attempt + 1,
      why: (last as Error).message,
    });
  }
  throw new NightjarError(
    'GatewayUnavailable',
    `${submission.id}: no answer after ${attempts} attempts: ${(last as Error).message}`,
    { cause: last },
  );
};
