import { PublishCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { sns } from '../shared/clients/sns.ts';
import { executionStatusChange, failure } from '../shared/contracts/failure.ts';
import { receipt, reportInput, reportRun } from '../shared/contracts/filing.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { stopJobs } from '../shared/jobs/stopJobs.ts';
import { writeJson } from '../shared/objects.ts';
import { filings } from '../shared/reports/filings.ts';

const accepted = reportRun.extend({
  status: z.literal('succeeded'),
  receipt,
  totals: z.record(z.string(), z.string()),
  archive: z.object({ files: z.array(z.string()), audit: z.object({ sequence: z.number(), hash: z.string() }) }),
});
const failed = reportRun.extend({ status: z.literal('failed'), failure });

/** The newest version's record, changed only if this execution still works on it. */
const change = async (
  report: string,
  period: string,
  executionArn: string,
  to: Parameters<typeof filings.put>[0] | 'failed',
) => {
  const known = await filings.get(report, period);
  if (!known || known.executionArn !== executionArn || known.status === 'accepted') return;
  const { revision, ...record } = known;
  if (!(await filings.put(to === 'failed' ? { ...record, status: 'failed' } : to, revision)))
    await change(report, period, executionArn, to);
};

const closeAccepted = async ({ run, filing, receipt, totals, archive }: z.output<typeof accepted>) => {
  await change(filing.report, filing.period, run.executionArn, {
    filing,
    status: 'accepted',
    executionArn: run.executionArn,
    receipt,
    totals,
    files: archive.files,
  });
  await writeJson(`${run.prefix}closed.json`, { run, filing, status: 'succeeded', receipt, totals, ...archive });
  await sns().send(
    new PublishCommand({
      TopicArn: env.resultTopicArn(),
      Subject: `[${env.resourcePrefix()}] ${filing.id} accepted`.slice(0, 100),
      Message: [
        `${filing.id} was accepted by the regulator at ${receipt.acceptedAt}, receipt ${receipt.receiptId}.`,
        ...(filing.replaces ? [`It replaces ${filing.replaces}: ${filing.reason}`] : []),
        ...Object.entries(totals).map(([name, value]) => `  ${name}: ${value}`),
        ...archive.files.map((uri) => `  ${uri}`),
      ].join('\n'),
    }),
  );
  return { status: 'succeeded' };
};

const closeFailed = async ({ run, filing, failure }: z.output<typeof failed>) => {
  const stopped = await stopJobs(run.executionArn);
  await change(filing.report, filing.period, run.executionArn, 'failed');
  await writeJson(`${run.prefix}closed.json`, { run, filing, status: 'failed', failure });
  return { status: 'failed', stopped };
};

/** What an execution that ended without closing its filing leaves behind: its jobs. The filing stays open for whoever runs it next. */
const closeAbandoned = async ({ executionArn, input }: z.output<typeof executionStatusChange>['detail']) => {
  const stopped = await stopJobs(executionArn);
  const asked = reportInput.safeParse(JSON.parse(input ?? '{}'));
  if (asked.success && asked.data.period) await change(asked.data.report, asked.data.period, executionArn, 'failed');
  return { status: 'closed after its end', stopped };
};

/** Closes a filing: record, jobs, and a word to those who wait. Called by the state machine, or by the rule on ended executions. */
export const handler = createHandler(z.union([accepted, failed, executionStatusChange]), async (event) => {
  if ('detail' in event) return closeAbandoned(event.detail);
  return event.status === 'succeeded' ? closeAccepted(event) : closeFailed(event);
});
