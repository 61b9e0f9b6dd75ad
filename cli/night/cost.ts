import type { JobTime } from './jobs.ts';

/** US dollars, us-east-1, November 2026; docs/costs.md names the source of each. */
const prices = {
  glueDpuHour: 0.44,
  statesTransition: 0.025 / 1000,
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1_000_000,
  /** Per hour of a SageMaker instance. */
  instanceHour: {
    'ml.m5.large': 0.115,
    'ml.m5.xlarge': 0.23,
    'ml.m5.2xlarge': 0.461,
    'ml.m5.4xlarge': 0.922,
    'ml.c5.xlarge': 0.204,
  } as Record<string, number>,
  /** A training job on spot capacity costs about this share of its price. */
  spotShare: 0.3,
};
const unknownInstanceHour = 0.23;
/** Glue bills at least a minute of every job run; a SageMaker job's start is not billed, but takes minutes. */
const glueMinimumSeconds = 60;
const dpuOf: Record<string, number> = { 'G.1X': 1, 'G.2X': 2, 'G.4X': 4, 'G.8X': 8 };

/** What a night of these jobs would cost in an account, by part, as an estimate from the times they took here. */
export const estimateCost = (
  jobs: readonly JobTime[],
  transitions: number,
  functionSeconds: number,
): { total: number; parts: Record<string, number> } => {
  const glue = jobs
    .filter(({ kind }) => kind === 'glue' || kind === 'quality')
    .reduce(
      (sum, { seconds, workerType, workers }) =>
        sum +
        (Math.max(seconds, glueMinimumSeconds) / 3600) *
          prices.glueDpuHour *
          (dpuOf[workerType ?? 'G.1X'] ?? 1) *
          (workers ?? 2),
      0,
    );
  const sagemaker = jobs
    .filter(({ kind }) => kind === 'training' || kind === 'transform')
    .reduce(
      (sum, { seconds, instanceType, spot }) =>
        sum +
        (seconds / 3600) *
          (prices.instanceHour[instanceType ?? ''] ?? unknownInstanceHour) *
          (spot ? prices.spotShare : 1),
      0,
    );
  const states = transitions * prices.statesTransition;
  const lambda = functionSeconds * 0.5 * prices.lambdaGbSecond + transitions * prices.lambdaRequest;
  const parts = { glue, sagemaker, states, lambda };
  return { total: glue + sagemaker + states + lambda, parts };
};
