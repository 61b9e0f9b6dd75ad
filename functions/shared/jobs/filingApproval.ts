import * as z from 'zod';
import { samePerson } from '../identity.ts';
import { decisions } from '../reports/filings.ts';
import type { JobDriver } from './driver.ts';

/** What the approval of a filing waits for. */
export const filingApproval = z.object({ filing: z.string(), digest: z.string(), requestedBy: z.string() });

const decisionOf = (request: Record<string, unknown>) => {
  const { filing, digest } = filingApproval.parse(request);
  return decisions.get(filing, digest);
};

/** A second person's decision about a filing: functions/decide-report writes it, once it knows who decides. */
export const filingApprovalDriver: JobDriver = {
  endsAtOnce: true,
  find: async () => undefined,
  start: async (record) => filingApproval.parse(record.request).filing,
  describe: async (record) => {
    const decided = await decisionOf(record.request);
    if (!decided) return { status: 'running' };
    if (decided.decision === 'rejected')
      return {
        status: 'failed',
        error: 'ApprovalRejected',
        cause: `${decided.filing} was rejected by ${decided.decidedBy}: ${decided.reason ?? 'no reason given'}`,
      };
    // The report may have been asked for again, now by the one who approved these files before.
    if (samePerson(decided.decidedBy, filingApproval.parse(record.request).requestedBy))
      return {
        status: 'failed',
        error: 'ApproverRefused',
        cause: `${decided.filing} was approved by ${decided.decidedBy}, who asks for it now: somebody else must ask for it`,
      };
    return { status: 'succeeded' };
  },
  outcome: async (record) => {
    const decided = await decisionOf(record.request);
    return { key: record.key, approvedBy: decided?.decidedBy ?? null, approvedAt: decided?.at ?? null };
  },
  stop: async () => {},
};
