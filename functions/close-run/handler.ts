import { PublishCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { appendAudit } from '../shared/audit.ts';
import { sns } from '../shared/clients/sns.ts';
import { executionStatusChange, failure } from '../shared/contracts/failure.ts';
import { type Run, run } from '../shared/contracts/run.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { stopJobs } from '../shared/jobs/stopJobs.ts';
import { writeJson } from '../shared/objects.ts';
import { days, locks } from '../shared/runs.ts';

const ended = z.strictObject({
  run,
  status: z.enum(['succeeded', 'failed']),
  decision: z.string().optional(),
  failure: failure.optional(),
  /** One line for people, of a night that succeeded. */
  summary: z.string().optional(),
  report: z.string().optional(),
});

const close = async ({ run, status, decision, failure, summary, report }: z.output<typeof ended>) => {
  const at = new Date().toISOString();
  const stopped = status === 'failed' ? await stopJobs(run.executionArn) : 0;
  const record = { run, status, decision: decision ?? null, failure: failure ?? null, report: report ?? null, at };
  const audit = await appendAudit(
    run.pipeline,
    record,
    (existing) => (existing as { run?: Run }).run?.executionArn === run.executionArn,
  );
  await writeJson(`${run.prefix}closed.json`, { ...record, audit });
  await days.put(run.pipeline, run.businessDate, {
    status,
    runId: run.runId,
    executionArn: run.executionArn,
    decision,
    at,
  });
  await locks.release(run.pipeline, run.executionArn);
  if (status === 'succeeded' && summary)
    await sns().send(
      new PublishCommand({
        TopicArn: env.resultTopicArn(),
        Subject: `[${env.resourcePrefix()}] ${run.pipeline} ${run.businessDate}: ${decision}`.slice(0, 100),
        Message: [summary, ...(report ? [`Report: ${report}`] : [])].join('\n'),
      }),
    );
  return { status, audit, stopped };
};

/** What an execution that ended without closing its run leaves behind: jobs, lock, and no record of its end. */
const closeAbandoned = async ({
  executionArn,
  status,
  error,
  cause,
  input,
}: z.output<typeof executionStatusChange>['detail']) => {
  const stopped = await stopJobs(executionArn);
  const { pipeline } = z.object({ pipeline: z.string() }).parse(JSON.parse(input ?? '{}'));
  const lock = await locks.get(pipeline);
  if (lock?.executionArn !== executionArn) return { status: 'closed before', stopped };
  const { runId, businessDate } = lock;
  const at = new Date().toISOString();
  await appendAudit(
    pipeline,
    {
      run: { pipeline, businessDate, runId, executionArn },
      status: 'failed',
      failure: { stage: '', error: error ?? status, cause: cause ?? '' },
      at,
    },
    (existing) => (existing as { run?: Run }).run?.executionArn === executionArn,
  );
  await days.put(pipeline, businessDate, { status: 'failed', runId, executionArn, at });
  await locks.release(pipeline, executionArn);
  return { status: 'closed after its end', stopped };
};

/** Closes a night: jobs stopped, record and audit link written, lock released, people told. Called by the state machine, or by the rule on ended executions. */
export const handler = createHandler(z.union([ended, executionStatusChange]), (event) =>
  'run' in event ? close(event) : closeAbandoned(event.detail),
);
