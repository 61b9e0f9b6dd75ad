import type { Decision } from '../contracts/evaluation.ts';
import type { PipelineSpec } from '../contracts/pipeline.ts';
import { adverseImpact, type GroupImpact } from './fairness.ts';
import { figure, type GateResult, judgeGates } from './gates.ts';
import type { Interval } from './jackknife.ts';
import { groupBy, METRICS, type MeasureTables, type MetricName } from './measureTables.ts';
import { differenceOf, type ModelMeasures, measuresOf } from './modelMeasures.ts';
import { populationStability } from './stability.ts';

/** Everything that one night's models are judged by, and the judgement. */
export interface Evaluation {
  decision: Decision;
  /** Why, in words. */
  reasons: string[];
  /** What somebody should look at though it did not decide. */
  warnings: string[];
  models: { challenger: ModelMeasures; champion?: ModelMeasures; 'best-reachable'?: ModelMeasures };
  /** Challenger minus champion by the spec's metric. */
  difference?: Interval & { metric: MetricName };
  gates: GateResult[];
  stability: {
    features: { feature: string; psi: number }[];
    scores: { comparison: string; model: string; psi: number }[];
  };
  fairness: GroupImpact[];
  segments: {
    model: string;
    attribute: string;
    value: string;
    rows: number;
    positives: number;
    metrics: Partial<Record<MetricName, number>>;
  }[];
}

const counts = (bins: readonly { expected: number | bigint; actual: number | bigint }[]) =>
  populationStability(bins.map((bin) => ({ expected: Number(bin.expected), actual: Number(bin.actual) })));

const stabilityOf = (tables: MeasureTables): Evaluation['stability'] => ({
  features: [...groupBy(tables.feature_stability, (row) => row.feature)].map(([feature, bins]) => ({
    feature,
    psi: counts(bins),
  })),
  scores: [...groupBy(tables.score_stability, (row) => `${row.comparison}\n${row.model}`).values()].map((bins) => ({
    comparison: bins[0]?.comparison ?? '',
    model: bins[0]?.model ?? '',
    psi: counts(bins),
  })),
});

/** The PSI that the gate judges: of the challenger's scores from training to holdout, or, where training rows were not scored, of the feature that moved most. */
export const gatedPsi = (stability: Evaluation['stability']): number | undefined => {
  const scores = stability.scores.find((row) => row.comparison === 'train to holdout' && row.model === 'challenger');
  if (scores !== undefined && !Number.isNaN(scores.psi)) return scores.psi;
  const known = stability.features.map((row) => row.psi).filter((psi) => !Number.isNaN(psi));
  return known.length === 0 ? undefined : Math.max(...known);
};

const segmentsOf = (tables: MeasureTables): Evaluation['segments'] =>
  tables.metrics
    .filter((row) => row.attribute !== 'all')
    .map((row) => ({
      model: row.model,
      attribute: row.attribute,
      value: row.value,
      rows: Number(row.rows),
      positives: Number(row.positives),
      metrics: Object.fromEntries(
        Object.entries(METRICS).flatMap(([name, column]) => (row[column] === null ? [] : [[name, row[column]]])),
      ),
    }));

/** The rule of `evaluation.promote`, for two models that both pass. */
const compare = (
  evaluation: PipelineSpec['evaluation'],
  difference: Interval | undefined,
): { decision: Decision; reason: string } => {
  const { metric, promote, tolerance } = evaluation;
  if (difference === undefined || Number.isNaN(difference.low)) {
    return { decision: 'keep', reason: `challenger and champion cannot be compared by ${metric} on this holdout` };
  }
  const words = `challenger minus champion by ${metric}: ${figure(difference.point)}, 95 % interval ${figure(difference.low)} to ${figure(difference.high)}`;
  if (promote === 'better') {
    return difference.low > 0
      ? { decision: 'promote', reason: `${words}: better` }
      : { decision: 'keep', reason: `${words}: not proven better` };
  }
  const notWorse = difference.low > -tolerance && difference.point >= -tolerance / 2;
  return notWorse
    ? { decision: 'promote', reason: `${words}: not worse by more than ${tolerance}` }
    : { decision: 'keep', reason: `${words}: it may be worse by more than ${tolerance}` };
};

/**
 * Judges the night's challenger: every gate must hold, then it must stand against the champion, if there is one. Pure: the same tables
 * give the same decision.
 *
 * @throws RangeError when the tables do not hold the challenger
 */
export const evaluate = (evaluation: PipelineSpec['evaluation'], tables: MeasureTables): Evaluation => {
  const challenger = measuresOf(tables, 'challenger');
  if (challenger === undefined) throw new RangeError('the measures hold no model "challenger"');
  const champion = measuresOf(tables, 'champion');
  const best = measuresOf(tables, 'best-reachable');
  const stability = stabilityOf(tables);
  const gates = judgeGates(evaluation.gates, challenger, gatedPsi(stability));
  const fairness = evaluation.adverseImpact === undefined ? [] : adverseImpact(evaluation.adverseImpact, tables);
  const difference = champion === undefined ? undefined : differenceOf(tables, evaluation.metric);
  const unfair = fairness
    .filter((group) => group.verdict === 'violated')
    .map(
      (group) =>
        `adverse impact: ${group.attribute} "${group.value}" gets ${figure(group.ratio)} of the best group's share of favourable decisions, less than ${evaluation.adverseImpact?.minimumRatio}`,
    );
  const failed = gates.filter((gate) => !gate.passed).map((gate) => gate.text);
  const rejections = [...failed, ...(evaluation.adverseImpact?.action === 'reject' ? unfair : [])];
  const passed = gates.map((gate) => gate.text);
  const verdict = (): Pick<Evaluation, 'decision' | 'reasons'> => {
    if (rejections.length > 0) return { decision: 'reject', reasons: rejections };
    if (champion === undefined)
      return { decision: 'promote', reasons: ['the first model, and it passes every gate', ...passed] };
    const { decision, reason } = compare(evaluation, difference);
    return { decision, reasons: [reason, ...passed] };
  };
  return {
    ...verdict(),
    warnings: evaluation.adverseImpact?.action === 'reject' ? [] : unfair,
    models: {
      challenger,
      ...(champion === undefined ? {} : { champion }),
      ...(best === undefined ? {} : { 'best-reachable': best }),
    },
    ...(difference === undefined ? {} : { difference: { ...difference, metric: evaluation.metric } }),
    gates,
    stability,
    fairness,
    segments: segmentsOf(tables),
  };
};
