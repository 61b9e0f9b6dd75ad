import { join } from 'node:path';
import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Command } from '../command.ts';
import { alertsSince } from '../night/alerts.ts';
import { chooseBusinessDate } from '../night/businessDate.ts';
import { follow } from '../night/follow.ts';
import { landForNight } from '../night/landForNight.ts';
import { readObject } from '../night/objects.ts';
import { watchMemory } from '../night/peakMemory.ts';
import { type NightResult, readResult } from '../night/result.ts';
import { startNight, statesClient } from '../night/target.ts';
import { stageProgress } from '../output/progress.ts';
import { summaryLines } from '../output/summary.ts';
import { type Laptop, openLaptop } from '../session/laptop.ts';
import { openSession } from '../session/open.ts';
import { stateDirectory } from '../session/paths.ts';
import { saveCopy } from '../session/saveCopy.ts';
import type { Session } from '../session/session.ts';
import { businessDateOption, parseOptions, UsageError, wholeNumber } from '../usage.ts';

const help = `nightjar run: runs one night, from landed files to a verified endpoint

  --pipeline NAME         folder below pipelines/ (credit-risk)
  --business-date DATE    the day whose data are worked on; on the laptop the next one not done yet
  --force                 repeat a day that is done, stages too
  --stage NAME            local (this laptop, the default) or a deployed stage
  --json                  one JSON document on stdout and nothing else

On the laptop:
  --data FILE             land this file for the pipeline's source first
  --customers N           size of the sample bank (5000), where sample data are made
  --seed N                seed of sample data and of faults by chance (1)
  --no-land               land nothing: work with what is there, or is not
  --fault RULE            inject a fault, such as 'glue:StartJobRun#1 before error ThrottlingException'; may be repeated
  --glue spark            run Glue jobs on PySpark instead of DuckDB (needs Java 17)

Exit codes: 0 finished or rightly skipped, 1 failed, 2 wrong call.`;

const options = {
  pipeline: { type: 'string', default: 'credit-risk' },
  'business-date': { type: 'string' },
  force: { type: 'boolean', default: false },
  stage: { type: 'string', default: 'local' },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  customers: { type: 'string' },
  seed: { type: 'string' },
  'no-land': { type: 'boolean', default: false },
  fault: { type: 'string', multiple: true, default: [] as string[] },
  glue: { type: 'string', default: 'duckdb' },
} as const;

const isLaptop = (session: Session): session is Laptop => 'skipWaiting' in session;

/** Real milliseconds between two looks at the execution. */
const lookMs = { local: 200, deployed: 5000 };

const runNight = async (args: string[]): Promise<number> => {
  const { values } = parseOptions('run', args, options);
  const businessDate = businessDateOption(values['business-date']);
  const customers = wholeNumber('customers', values.customers, 1);
  const seed = wholeNumber('seed', values.seed, 0);
  if (values.glue !== 'duckdb' && values.glue !== 'spark')
    throw new UsageError(`--glue takes duckdb or spark, not "${values.glue}"`);
  const say = (line: string) => {
    if (!values.json) process.stderr.write(`  ${line}\n`);
  };
  const session =
    values.stage === 'local'
      ? await openLaptop({
          progress: say,
          ...(values.fault.length > 0 && { faults: values.fault, ...(seed !== undefined && { seed }) }),
          ...(values.glue === 'spark' && { glueEngine: 'spark' as const }),
        })
      : await openSession(values.stage, say);
  try {
    const local = isLaptop(session);
    const date = businessDate ?? (local ? await chooseBusinessDate(session, values.pipeline, values.force) : undefined);
    if (local && date && !values['no-land'])
      await landForNight(session, {
        pipeline: values.pipeline,
        businessDate: date,
        ...(values.data && { data: values.data }),
        ...(customers !== undefined && { customers }),
        ...(seed !== undefined && { seed }),
        say,
      });
    const { result, lines } = await night(
      session,
      { pipeline: values.pipeline, ...(date && { businessDate: date }), ...(values.force && { force: true }) },
      values.json,
    );
    if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else process.stdout.write(`${lines.join('\n')}\n`);
    return result.status === 'failed' ? 1 : 0;
  } finally {
    await session.close();
  }
};

const night = async (
  session: Session,
  request: { pipeline: string; businessDate?: string; force?: boolean },
  quiet: boolean,
) => {
  const local = isLaptop(session);
  const since = Date.now();
  const memory = watchMemory();
  const interrupted = new AbortController();
  const onInterrupt = () => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const progress = stageProgress(
    process.stdout,
    () => (local ? session.server?.cloud.clock.now() : undefined) ?? Date.now(),
  );
  const aheadBefore = local ? await session.clockAhead() : 0;
  if (local) await session.skipWaiting(true);
  try {
    const executionArn = await startNight(session, request, since);
    if (!quiet) process.stdout.write(`${request.pipeline} ${request.businessDate ?? ''}  ${executionArn}\n`);
    const execution = await watchToEnd(executionArn, local, interrupted.signal, quiet ? () => {} : progress.look);
    const wallSeconds = (Date.now() - since) / 1000;
    if (local) await session.skipWaiting(false);
    const skippedSeconds = local ? (await session.clockAhead()) - aheadBefore : 0;
    const alerts = local ? await alertsSince(since) : [];
    const { result, record } = await readResult(session, execution, {
      wallSeconds,
      skippedSeconds,
      peakRssMiB: memory(),
      alerts: alerts.length,
    });
    const report = local && result.report ? await saveCopy(result, await readObject(result.report)) : result.report;
    const shown: NightResult = { ...result, report };
    return {
      result: shown,
      lines: summaryLines(shown, record, {
        ...(report && { report }),
        ...(alerts[0] && { alerts: join(stateDirectory(), 'deliveries') }),
      }),
    };
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    if (local) await session.skipWaiting(false);
  }
};

/** Follows the night; an interrupt stops the execution first, so that its jobs stop and its lock is freed, and is then seen to its end. */
const watchToEnd = async (
  executionArn: string,
  local: boolean,
  signal: AbortSignal,
  look: Parameters<typeof follow>[2]['look'],
): Promise<DescribeExecutionCommandOutput> => {
  const states = statesClient();
  const intervalMs = local ? lookMs.local : lookMs.deployed;
  try {
    return await follow(states, executionArn, { look, intervalMs, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    // A night in an account goes on without whoever watches it; a laptop's server ends with this process.
    if (!local) throw error;
    process.stderr.write('\nstopping the night; run the same command again to resume\n');
    await states.send(
      new StopExecutionCommand({ executionArn, error: 'Aborted', cause: 'interrupted at the keyboard' }),
    );
    return follow(states, executionArn, { look, intervalMs });
  }
};

export const run: Command = { summary: 'run one night', help, run: runNight };
