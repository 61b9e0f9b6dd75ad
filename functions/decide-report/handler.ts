import * as z from 'zod';
import { identityProof } from '../shared/contracts/filing.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { identityOf, samePerson } from '../shared/identity.ts';
import { filingApproval, filingApprovalDriver } from '../shared/jobs/filingApproval.ts';
import { jobRecords } from '../shared/jobs/record.ts';
import { settle } from '../shared/jobs/settle.ts';
import { decisions, filings } from '../shared/reports/filings.ts';

const input = z.strictObject({
  report: z.string(),
  period: z.string(),
  decision: z.enum(['approved', 'rejected']),
  reason: z.string().trim().min(1).optional(),
  /** Of whoever decides, signed for `<decision> <filing id>`. */
  proof: identityProof,
});

/** A second person decides on a filing that waits: who they are is asked of STS, and the requester is refused. */
export const handler = createHandler(input, async ({ report, period, decision, reason, proof }) => {
  const known = await filings.get(report, period);
  const waiting = (await jobRecords.listOpen()).find(
    ({ kind, request }) => kind === 'filing-approval' && request.filing === known?.filing.id,
  );
  if (!known || !waiting)
    throw new NightjarError(
      'EventInvalid',
      `no filing of ${report} ${period} waits for approval${known ? `: ${known.filing.id} is ${known.status}` : ''}`,
    );
  if (decision === 'rejected' && !reason) throw new NightjarError('EventInvalid', 'a rejection needs a reason');
  const { filing, digest, requestedBy } = filingApproval.parse(waiting.request);
  const decidedBy = await identityOf(proof, `${decision} ${filing}`);
  if (samePerson(decidedBy, requestedBy))
    throw new NightjarError(
      'ApproverRefused',
      `${decidedBy} asked for ${filing} (as ${requestedBy}): somebody else must decide on it`,
    );
  const made = await decisions.put({
    filing,
    digest,
    decision,
    decidedBy,
    reason: reason ?? null,
    at: new Date().toISOString(),
  });
  await settle(filingApprovalDriver, waiting);
  const standing = await decisions.get(filing, digest);
  if (!made && standing?.decision !== decision)
    throw new NightjarError('ApproverRefused', `${filing} was ${standing?.decision} by ${standing?.decidedBy} before`);
  return { filing, decision, decidedBy: standing?.decidedBy };
});
