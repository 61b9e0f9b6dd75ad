import type { PipelineSpec } from '../contracts/pipeline.ts';
import { adverseImpactOutput, calibrationOutput, histogramOutput } from './measures/distributions.ts';
import { curvesOutput, rankMetricsOutput, rankMetricViews } from './measures/rankMetrics.ts';
import { scoredViews } from './measures/scored.ts';
import { featureStabilityOutput, scoreStabilityOutput } from './measures/stability.ts';
import type { Column } from './names.ts';

export type Role = 'challenger' | 'champion';

/** What the measuring step reads beside the table `features`, and what it answers; the caller adds files and locations. */
export interface MeasureSql {
  /** One per model, `scores_<role>`: csv without header, `id` and `score` as text. */
  inputs: { name: string; columns: Column[] }[];
  views: { name: string; sql: string; keep?: boolean }[];
  /** `metrics`, `curves`, `calibration`, `histograms`, `feature_stability`, `score_stability` and, where the spec asks, `adverse_impact`. */
  outputs: { name: string; sql: string; columns: Column[] }[];
}

/**
 * SQL of the MeasureModels step: exact measures of each model on the holdout, each with jackknife replicates, and the distributions that
 * drift and fairness are judged by. Where the spec names a true probability it is measured as the model `best-reachable`.
 */
export const measureSql = (
  spec: Pick<PipelineSpec, 'features' | 'evaluation'>,
  models: readonly Role[],
): MeasureSql => {
  const impact = adverseImpactOutput(spec);
  return {
    inputs: models.map((model) => ({
      name: `scores_${model}`,
      columns: [
        { name: 'id', type: 'STRING' },
        { name: 'score', type: 'STRING' },
      ],
    })),
    views: [...scoredViews(spec, models), ...rankMetricViews(spec)],
    outputs: [
      rankMetricsOutput,
      curvesOutput,
      calibrationOutput,
      histogramOutput(spec),
      featureStabilityOutput(spec),
      scoreStabilityOutput(models),
      ...(impact === undefined ? [] : [impact]),
    ],
  };
};
