import { randomUUID } from 'node:crypto';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { addDays, instantOf, isHoliday, localDate } from '../shared/calendar.ts';
import { states } from '../shared/clients/states.ts';
import type { PipelineSpec } from '../shared/contracts/pipeline.ts';
import type { ResolvedPipeline } from '../shared/contracts/resolved.ts';
import { nightInput, type Run } from '../shared/contracts/run.ts';
import { isAws } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { layout } from '../shared/layout.ts';
import { logger } from '../shared/logger.ts';
import { writeJson } from '../shared/objects.ts';
import { bundledPipeline } from '../shared/pipelines/bundled.ts';
import { champions, days, locks, type RunLock } from '../shared/runs.ts';

const input = z.strictObject({
  input: nightInput,
  /** Of the state machine's context: ARN and ISO 8601 start. */
  execution: z.strictObject({ arn: z.string(), startTime: z.string() }),
});

/** Opens a night: which business date, whether it is run at all, and the record of what is about to run. */
export const handler = createHandler(input, async ({ input: night, execution }) => {
  const pipeline = await bundledPipeline(night.pipeline);
  const { spec } = pipeline;
  const planned = Date.parse(night.scheduledTime ?? execution.startTime);
  const businessDate =
    night.businessDate ?? addDays(localDate(planned, spec.schedule.timeZone), spec.schedule.businessDateOffsetDays);
  const skip = (reason: string) => ({ go: false, pipeline: spec.name, businessDate, reason });

  if (isHoliday(businessDate, spec.schedule.holidays)) return skip(`${businessDate} is a holiday of ${spec.name}`);
  const day = await days.get(spec.name, businessDate);
  if (day?.status === 'succeeded' && !night.force) return skip(`already done by run ${day.runId} at ${day.at}`);

  const runId = runIdOf(execution.arn);
  const holder = await takeLock(spec.name, {
    executionArn: execution.arn,
    runId,
    businessDate,
    since: new Date().toISOString(),
  });
  if (holder)
    return skip(`already running: ${holder.executionArn} works on ${holder.businessDate} since ${holder.since}`);

  const run: Run = {
    pipeline: spec.name,
    businessDate,
    runId,
    executionArn: execution.arn,
    prefix: layout.run(spec.name, businessDate, runId),
    salt: night.force ? runId : '',
  };
  await writeJson(`${run.prefix}spec.json`, pipeline);
  return { go: true, run, plan: await planOf(pipeline, run, Date.parse(execution.startTime)) };
});

/** The execution's own name: unique, and the same when this call is repeated. */
const runIdOf = (executionArn: string): string => executionArn.split(':').at(-1) ?? randomUUID();

/** Undefined when the lock is ours; else who holds it. A holder whose execution has ended is dead, and its lock is taken over. */
const takeLock = async (pipeline: string, lock: RunLock): Promise<RunLock | undefined> => {
  if (await locks.take(pipeline, lock)) return undefined;
  const holder = await locks.get(pipeline);
  if (!holder) return takeLock(pipeline, lock);
  if (await isRunning(holder.executionArn)) return holder;
  logger.warn('lock of a dead execution is taken over', { holder: holder.executionArn, since: holder.since });
  return (await locks.takeOver(pipeline, lock, holder)) ? undefined : ((await locks.get(pipeline)) ?? holder);
};

const isRunning = async (executionArn: string): Promise<boolean> => {
  try {
    return (await states().send(new DescribeExecutionCommand({ executionArn }))).status === 'RUNNING';
  } catch (error) {
    if (isAws(error, 'ExecutionDoesNotExist')) return false;
    throw error;
  }
};

/** At least this long are sources waited for, when a night is started by hand after its deadline. */
const graceSeconds = 60;

/** What the state machine needs of the spec: names to map over and limits. Everything else is read from the run's record. */
const planOf = async ({ spec }: ResolvedPipeline, run: Run, startedAt: number) => {
  const champion = await champions.get(run.pipeline);
  return {
    sources: Object.keys(spec.sources),
    qualityTables: Object.entries(spec.sources).flatMap(([name, { quality }]) => (quality ? [name] : [])),
    checkFeatures: spec.features.quality !== undefined,
    secondsToDeadline: Math.max(graceSeconds, Math.ceil((deadlineOf(spec, run.businessDate) - startedAt) / 1000)),
    glueSeconds: spec.compute.timeoutMinutes * 60 + 900,
    trainingSeconds: (spec.training.maxWaitSeconds ?? spec.training.maxRuntimeSeconds) + 900,
    online: spec.online !== undefined,
    approval: spec.approval.required,
    approvalSeconds: spec.approval.expiresHours * 3600,
    champion: champion ? { version: champion.version } : null,
  };
};

const deadlineOf = (spec: PipelineSpec, businessDate: string): number =>
  instantOf(
    addDays(businessDate, -spec.schedule.businessDateOffsetDays),
    spec.schedule.sourcesDeadline,
    spec.schedule.timeZone,
  );
