import { GetDataQualityRulesetEvaluationRunCommand, GetJobRunCommand, GlueClient } from '@aws-sdk/client-glue';
import { DescribeTrainingJobCommand, DescribeTransformJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { StageSpan } from './history.ts';

export type JobTimeKind = 'glue' | 'quality' | 'training' | 'transform' | 'endpoint';

/** When a job really ran, as its service says. */
export interface JobTime {
  stage: string;
  kind: JobTimeKind;
  /** ms since the epoch */
  from: number;
  to: number;
  seconds: number;
  workerType?: string;
  workers?: number;
  instanceType?: string;
  spot?: boolean;
}

const kinds: Record<string, JobTimeKind> = {
  ExtractSource: 'glue',
  Transform: 'glue',
  EngineerFeatures: 'glue',
  MeasureModels: 'glue',
  CheckTable: 'quality',
  CheckFeatures: 'quality',
  Train: 'training',
  ScoreChallenger: 'transform',
  ScoreChampion: 'transform',
  DeployModel: 'endpoint',
};

const between = (
  stage: string,
  kind: JobTimeKind,
  from: Date | undefined,
  to: Date | undefined,
  more: Partial<JobTime> = {},
): JobTime => {
  const start = from?.getTime() ?? 0;
  const end = to?.getTime() ?? start;
  return { stage, kind, from: start, to: end, seconds: (end - start) / 1000, ...more };
};

/**
 * The jobs that this execution itself started and finished: a stage that was done before, or whose job belongs to an earlier run, took no
 * job's time. `jobName` is the Glue job.
 */
export const readJobs = async (spans: readonly StageSpan[], jobName: string): Promise<JobTime[]> => {
  const glue = new GlueClient({});
  const sagemaker = new SageMakerClient({});
  const read = async (span: StageSpan): Promise<JobTime | undefined> => {
    const kind = kinds[span.state];
    const { jobId } = (span.answer ?? {}) as { jobId?: string };
    if (!kind || span.status !== 'succeeded') return undefined;
    // A deployment has no job of its own: it is the time between its start and the endpoint's event.
    if (kind === 'endpoint') return between(span.state, kind, new Date(span.from), new Date(span.to ?? span.from));
    if (!jobId) return undefined;
    switch (kind) {
      case 'glue': {
        const { JobRun } = await glue.send(new GetJobRunCommand({ JobName: jobName, RunId: jobId }));
        return between(span.state, kind, JobRun?.StartedOn, JobRun?.CompletedOn, {
          workerType: JobRun?.WorkerType ?? 'G.1X',
          workers: JobRun?.NumberOfWorkers ?? 2,
        });
      }
      case 'quality': {
        const run = await glue.send(new GetDataQualityRulesetEvaluationRunCommand({ RunId: jobId }));
        return between(span.state, kind, run.StartedOn, run.CompletedOn, { workers: run.NumberOfWorkers ?? 2 });
      }
      case 'training': {
        const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: jobId }));
        return between(span.state, kind, job.TrainingStartTime ?? job.CreationTime, job.TrainingEndTime, {
          instanceType: job.ResourceConfig?.InstanceType ?? '',
          spot: job.EnableManagedSpotTraining ?? false,
        });
      }
      case 'transform': {
        const job = await sagemaker.send(new DescribeTransformJobCommand({ TransformJobName: jobId }));
        return between(span.state, kind, job.TransformStartTime ?? job.CreationTime, job.TransformEndTime, {
          instanceType: job.TransformResources?.InstanceType ?? '',
        });
      }
      default:
        return kind satisfies never;
    }
  };
  const jobs = await Promise.all(spans.map(read));
  return jobs
    .flatMap((job) => (job ? [job] : []))
    .filter(({ stage, from }) => spans.some((span) => span.state === stage && from >= span.from - 1000));
};

/** Seconds in which at least one job ran: what the night's jobs themselves took of its wall time. */
export const busySeconds = (jobs: readonly JobTime[]): number => {
  let busy = 0;
  let until = 0;
  for (const { from, to } of [...jobs].sort((a, b) => a.from - b.from)) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy / 1000;
};
