import {
  BatchStopJobRunCommand,
  GetJobRunCommand,
  GetJobRunsCommand,
  type JobRun,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import * as z from 'zod';
import { glue } from '../clients/glue.ts';
import { manifest } from '../contracts/step.ts';
import { env } from '../env.ts';
import { errorOfJob, isAws, NightjarError } from '../errors.ts';
import { manifestChecks, verifyManifest } from '../manifest.ts';
import { readJson } from '../objects.ts';
import { publishPartitions } from '../partitions.ts';
import { type JobDriver, type JobState, jobIdOf } from './driver.ts';
import type { JobRecord } from './record.ts';

/** What a Glue stage keeps about its job. */
const glueRequest = z.object({
  /** The step document. */
  step: z.string(),
  workerType: z.string(),
  workers: z.number(),
  timeoutMinutes: z.number(),
  flex: z.boolean(),
  /** Output → Glue catalog table that shows it. */
  catalog: z.record(z.string(), z.string()),
  ...manifestChecks.shape,
});
export type GlueRequest = z.infer<typeof glueRequest>;

const keyArgument = '--stage-key';
const keyOf = (record: JobRecord): string => `${record.key}-${record.attempt}`;

const describeRun = async (runId: string): Promise<JobRun> => {
  const { JobRun: run } = await glue().send(new GetJobRunCommand({ JobName: env.glueJob(), RunId: runId }));
  if (!run) throw new Error(`Glue answered nothing for job run ${runId}`);
  return run;
};

/** The stage key that a job run carries; undefined for a run that is none of ours. */
export const stageKeyOfGlueRun = async (runId: string): Promise<string | undefined> =>
  (await describeRun(runId)).Arguments?.[keyArgument];

const failed = (run: JobRun): JobState => {
  const where = `Glue job run ${run.Id}`;
  const said = run.ErrorMessage ?? '';
  switch (run.JobRunState) {
    case 'FAILED': {
      const { error, cause } = errorOfJob(said, 'JobFailed');
      return { status: 'failed', error, cause: `${cause} (${where})` };
    }
    case 'TIMEOUT':
      return {
        status: 'failed',
        error: 'JobTimedOut',
        cause: `${where} ran longer than its ${run.Timeout} minutes. ${said}`,
      };
    case 'STOPPED':
      return { status: 'failed', error: 'JobStopped', cause: `${where} was stopped by somebody. ${said}` };
    case 'EXPIRED':
      return {
        status: 'failed',
        error: 'JobExpired',
        cause: `${where} found no capacity within its start time (flexible execution). ${said}`,
      };
    default:
      return { status: 'failed', error: 'JobError', cause: `${where} ended in state ${run.JobRunState}. ${said}` };
  }
};

/** Glue job runs of `glue/run_sql.py`. Glue has no client token for a start, so the stage key travels as an argument. */
export const glueDriver: JobDriver = {
  find: async (record) => {
    let from: string | undefined;
    do {
      const page = await glue().send(
        new GetJobRunsCommand({ JobName: env.glueJob(), MaxResults: 200, NextToken: from }),
      );
      const ours = page.JobRuns?.filter((run) => run.Arguments?.[keyArgument] === keyOf(record)).map(
        (run) => run.Id ?? '',
      );
      if (ours?.length) return ours.at(-1);
      // Newest first: a run of this attempt cannot be older than its record.
      if (page.JobRuns?.some((run) => (run.StartedOn?.getTime() ?? 0) < (record.startedAt - 3600) * 1000))
        return undefined;
      from = page.NextToken;
    } while (from);
    return undefined;
  },

  start: async (record) => {
    const request = glueRequest.parse(record.request);
    try {
      const { JobRunId } = await glue().send(
        new StartJobRunCommand({
          JobName: env.glueJob(),
          Arguments: { '--step': request.step, [keyArgument]: keyOf(record) },
          WorkerType: request.workerType as 'G.1X',
          NumberOfWorkers: request.workers,
          Timeout: request.timeoutMinutes,
          ExecutionClass: request.flex ? 'FLEX' : 'STANDARD',
        }),
      );
      return JobRunId ?? '';
    } catch (cause) {
      if (isAws(cause, 'ConcurrentRunsExceededException', 'ResourceNumberLimitExceededException'))
        throw new NightjarError(
          'QuotaExceeded',
          `Glue takes no further run of ${env.glueJob()} now: ${(cause as Error).message}`,
          { cause },
        );
      throw cause;
    }
  },

  describe: async (record) => {
    const run = await describeRun(jobIdOf(record));
    switch (run.JobRunState) {
      case 'SUCCEEDED':
        return { status: 'succeeded' };
      case 'STARTING':
      case 'RUNNING':
      case 'STOPPING':
      case 'WAITING':
        return { status: 'running' };
      default:
        return failed(run);
    }
  },

  outcome: async (record) => {
    const request = glueRequest.parse(record.request);
    const left = await readJson(request.manifest, manifest);
    await verifyManifest(left, request);
    await publishPartitions(left, request.catalog, record.run.businessDate);
    return {
      key: record.key,
      jobId: record.jobId,
      manifest: request.manifest,
      rows: Object.fromEntries(left.outputs.map((output) => [output.name, output.rows])),
    };
  },

  // The catalog shows one stage's output a date, and other files of that date may have been worked on since.
  takeOver: async (record) => {
    const request = glueRequest.parse(record.request);
    await publishPartitions(await readJson(request.manifest, manifest), request.catalog, record.run.businessDate);
  },

  stop: async (record) => {
    if (record.jobId)
      await glue().send(new BatchStopJobRunCommand({ JobName: env.glueJob(), JobRunIds: [record.jobId] }));
  },
};
