import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { localDate } from '../shared/calendar.ts';
import { states } from '../shared/clients/states.ts';
import { type Filing, type ReportInput, reportInput } from '../shared/contracts/filing.ts';
import type { ResolvedReport } from '../shared/contracts/report.ts';
import type { Run } from '../shared/contracts/run.ts';
import { isAws, NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { identityOf } from '../shared/identity.ts';
import { layout } from '../shared/layout.ts';
import { writeJson } from '../shared/objects.ts';
import { type FilingRecord, filings } from '../shared/reports/filings.ts';
import { isFree, lastEnded, type Period, parsePeriod } from '../shared/reports/period.ts';
import { bundledReport } from '../shared/reports/readReport.ts';

const input = z.strictObject({
  input: reportInput,
  /** Of the state machine's context: ARN and ISO 8601 start. */
  execution: z.strictObject({ arn: z.string(), startTime: z.string() }),
});

/** Opens a filing: which period and version, whether it is filed at all, and the record of what is about to be filed by which rules. */
export const handler = createHandler(input, async ({ input: asked, execution }) => {
  const report = await bundledReport(asked.report);
  const { spec } = report;
  const planned = Date.parse(asked.scheduledTime ?? execution.startTime);
  const period = asked.period ? parsePeriod(spec.period, asked.period) : lastEnded(spec, planned);
  const skip = (reason: string, known?: FilingRecord) => ({
    go: false,
    report: spec.name,
    period: period.period,
    reason,
    ...(known?.receipt && { receipt: known.receipt, totals: known.totals ?? {}, files: known.files ?? [] }),
  });
  if (period.to >= localDate(planned, spec.schedule.timeZone))
    throw new NightjarError('EventInvalid', `${period.period} has not ended yet: nothing can be filed for it`);
  if (isFree(spec, period)) return skip(`${period.period} is a holiday of ${spec.name}`);

  const known = await filings.get(spec.name, period.period);
  if (known?.status === 'accepted' && !asked.correction)
    return skip(`already filed: ${known.filing.id} was accepted with receipt ${known.receipt?.receiptId}`, known);
  if (known?.status === 'open' && known.executionArn !== execution.arn && (await isRunning(known.executionArn)))
    return skip(`already running: ${known.executionArn} works on ${known.filing.id}`);
  if (asked.correction && !(known && (known.status === 'accepted' || known.filing.version > 1)))
    throw new NightjarError(
      'EventInvalid',
      `nothing is filed for ${spec.name} ${period.period}: there is nothing to correct`,
    );

  const filing = await filingOf(report, period, asked, known, execution);
  const mine = await filings.put({ filing, status: 'open', executionArn: execution.arn }, known?.revision);
  if (!mine) return skip('already running: another execution opened this filing at the same time');
  const runId = execution.arn.split(':').at(-1) ?? '';
  const run: Run = {
    pipeline: spec.name,
    businessDate: period.to,
    runId,
    executionArn: execution.arn,
    prefix: layout.run(spec.name, period.to, runId),
    // Finished stages are taken over within one version of a filing; a correction reads everything anew.
    salt: `v${filing.version}`,
  };
  await writeJson(`${run.prefix}spec.json`, report);
  return { go: true, run, filing, plan: planOf(report) };
});

/** A version that was opened before is gone on with, its time kept, so that its document is the same; an accepted one is followed by the next. */
const filingOf = async (
  { spec }: ResolvedReport,
  { period, from, to }: Period,
  asked: ReportInput,
  known: FilingRecord | undefined,
  execution: { arn: string; startTime: string },
): Promise<Filing> => {
  const requestedBy = asked.requester
    ? await identityOf(asked.requester, `request ${spec.name} ${period}`)
    : known?.executionArn === execution.arn
      ? known.filing.requestedBy
      : 'schedule';
  if (known && known.status !== 'accepted') return { ...known.filing, requestedBy };
  const version = (known?.filing.version ?? 0) + 1;
  return {
    id: `${spec.name}-${period}-v${version}`,
    report: spec.name,
    period,
    from,
    to,
    version,
    replaces: known?.filing.id ?? null,
    reason: asked.correction ?? null,
    requestedBy,
    openedAt: new Date(execution.startTime).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
};

const isRunning = async (executionArn: string): Promise<boolean> => {
  try {
    return (await states().send(new DescribeExecutionCommand({ executionArn }))).status === 'RUNNING';
  } catch (error) {
    if (isAws(error, 'ExecutionDoesNotExist')) return false;
    throw error;
  }
};

/** What the state machine needs of the spec: names to map over and limits. */
const planOf = ({ spec }: ResolvedReport) => ({
  sources: Object.keys(spec.sources),
  requirements: Object.entries(spec.tables).flatMap(([name, { requirements }]) => (requirements ? [name] : [])),
  glueSeconds: spec.compute.timeoutMinutes * 60 + 900,
  approval: spec.approval.required,
  approvalSeconds: spec.approval.expiresHours * 3600,
});
