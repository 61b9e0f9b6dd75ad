import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { localDate } from '../../functions/shared/calendar.ts';
import { proveIdentity } from '../../functions/shared/identity.ts';
import { lastEnded, parsePeriod } from '../../functions/shared/reports/period.ts';
import { listReports, readReport } from '../../functions/shared/reports/readReport.ts';
import type { Command } from '../command.ts';
import { type GatewayFault, gatewayFaults } from '../gateway/gateway.ts';
import { openGateway } from '../gateway/openGateway.ts';
import { readHistory, spansOf } from '../night/history.ts';
import { statesClient } from '../night/target.ts';
import { stageProgress } from '../output/progress.ts';
import { decide } from '../report/identity.ts';
import { readReportResult, reportLines } from '../report/result.ts';
import { openSession } from '../session/open.ts';
import { projectRoot } from '../session/paths.ts';
import { output, type Session } from '../session/session.ts';
import { parseOptions, UsageError } from '../usage.ts';

const help = `nightjar report: files one regulatory report, from what the nights left to an accepted, archived filing

  --report NAME           folder below reports/
  --period P              such as 2026-11-22, 2026-11 or 2026-Q4; the one that ended last
  --correction REASON     file a new version that replaces the accepted one
  --stage NAME            local (this laptop, the default) or a deployed stage
  --json                  one JSON document on stdout and nothing else

On the laptop a session named second-person approves what needs a second person:
  --no-approve            leave that to nightjar approve --report
  --gateway-fault FAULT   ${gatewayFaults.join(' | ')}; may be repeated

Exit codes: 0 filed or rightly skipped, 1 failed, 2 wrong call.`;

const options = {
  report: { type: 'string' },
  period: { type: 'string' },
  correction: { type: 'string' },
  stage: { type: 'string', default: 'local' },
  json: { type: 'boolean', default: false },
  'no-approve': { type: 'boolean', default: false },
  'gateway-fault': { type: 'string', multiple: true, default: [] as string[] },
} as const;

const root = `${projectRoot}/reports`;

const readNamed = async (name: string | undefined) => {
  const names = await listReports(root);
  if (!name || !names.includes(name))
    throw new UsageError(
      name
        ? `there is no report "${name}"; there are ${names.join(', ')}`
        : `--report is missing; there are ${names.join(', ')}`,
    );
  return readReport(`${root}/${name}`);
};

const faultsOf = (names: readonly string[]): GatewayFault[] =>
  names.map((name) => {
    const fault = gatewayFaults.find((known) => known === name);
    if (!fault) throw new UsageError(`--gateway-fault takes one of ${gatewayFaults.join(', ')}, not "${name}"`);
    return fault;
  });

const runReport = async (args: string[]): Promise<number> => {
  const { values } = parseOptions('report', args, options);
  const faults = faultsOf(values['gateway-fault']);
  const { spec } = await readNamed(values.report);
  const local = values.stage === 'local';
  if (!local && (faults.length > 0 || values['no-approve']))
    throw new UsageError('--gateway-fault and --no-approve are for the laptop');
  const period = values.period === undefined ? lastEnded(spec, Date.now()) : periodOption(spec.period, values.period);
  if (period.to >= localDate(Date.now(), spec.schedule.timeZone))
    throw new UsageError(`--period ${period.period} has not ended yet`);
  const session = await openSession(values.stage, (line) => {
    if (!values.json) process.stderr.write(`  ${line}\n`);
  });
  const gateway = local ? await openGateway(faults) : undefined;
  try {
    const executionArn = await start(session, spec.name, period.period, values.correction);
    const progress = stageProgress(process.stdout, Date.now);
    const execution = await follow(executionArn, {
      intervalMs: local ? 200 : 5000,
      look: values.json ? () => {} : progress.look,
      approve: async (filing) => {
        if (local && !values['no-approve'])
          await decide(
            session,
            { report: spec.name, period: period.period, filing, decision: 'approved' },
            'second-person',
          );
      },
    });
    const result = readReportResult(execution, spansOf(await readHistory(statesClient(), executionArn)));
    process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${reportLines(result).join('\n')}\n`);
    return result.status === 'failed' ? 1 : 0;
  } finally {
    await gateway?.close();
    await session.close();
  }
};

const periodOption = (kind: Parameters<typeof parsePeriod>[0], text: string) => {
  try {
    return parsePeriod(kind, text);
  } catch (error) {
    throw new UsageError(`--period: ${(error as Error).message}`);
  }
};

const start = async (
  session: Session,
  report: string,
  period: string,
  correction: string | undefined,
): Promise<string> => {
  const { executionArn = '' } = await statesClient().send(
    new StartExecutionCommand({
      stateMachineArn: output(session, 'ComplianceReportArn'),
      name: `${report}-${period}-${new Date().toISOString().replace(/[-:.]/g, '')}`,
      input: JSON.stringify({
        report,
        period,
        ...(correction && { correction }),
        requester: await proveIdentity(`request ${report} ${period}`),
      }),
    }),
  );
  return executionArn;
};

/** Follows a report to its end; where it waits for a second person, `approve` is called once. */
const follow = async (
  executionArn: string,
  follower: {
    intervalMs: number;
    look(spans: ReturnType<typeof spansOf>): void;
    approve(filing: string): Promise<void>;
  },
): Promise<DescribeExecutionCommandOutput> => {
  let approved = false;
  for (;;) {
    const execution = await statesClient().send(new DescribeExecutionCommand({ executionArn }));
    const spans = spansOf(await readHistory(statesClient(), executionArn));
    follower.look(spans);
    if (execution.status !== 'RUNNING') return execution;
    const opened = spans.find(({ state }) => state === 'OpenReport')?.answer as
      | { Payload?: { filing?: { id: string } } }
      | undefined;
    if (!approved && (await waitsForApproval(executionArn)) && opened?.Payload?.filing) {
      approved = true;
      await follower.approve(opened.Payload.filing.id);
    }
    await delay(follower.intervalMs);
  }
};

/** Whether the function that asks for approval has run: only then is there something to decide on. */
const waitsForApproval = async (executionArn: string): Promise<boolean> => {
  const events = await readHistory(statesClient(), executionArn);
  const entered = events.findIndex(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === 'ApproveReport',
  );
  return entered >= 0 && events.slice(entered).some(({ type }) => type === 'TaskSubmitted');
};

export const report: Command = { summary: 'file a regulatory report', help, run: runReport };
