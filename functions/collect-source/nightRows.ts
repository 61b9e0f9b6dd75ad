import * as z from 'zod';
import type { PipelineSpec } from '../shared/contracts/pipeline.ts';
import type { RunRecord } from '../shared/contracts/runRecord.ts';
import type { RecordRow, RecordTable } from '../shared/reports/recordTables.ts';

/** A figure as JSON keeps it: NaN and infinity become null there. */
const figure = z.number().nullable();
const psi = z.object({ psi: figure });

/** `evaluation.json`, as far as a report speaks of it. */
export const evaluationRecord = z.object({
  gates: z.array(z.object({ gate: z.string(), passed: z.boolean(), text: z.string() })),
  difference: z.object({ metric: z.string(), point: figure, low: figure, high: figure }).optional(),
  stability: z.object({
    features: z.array(psi.extend({ feature: z.string() })),
    scores: z.array(psi.extend({ comparison: z.string(), model: z.string() })),
  }),
  fairness: z.array(
    z.object({
      attribute: z.string(),
      value: z.string(),
      rows: z.number(),
      share: figure,
      ratio: figure,
      verdict: z.string(),
    }),
  ),
});

/** A night's own records. */
export interface NightEvidence {
  record: RunRecord;
  evaluation: z.infer<typeof evaluationRecord>;
  spec: PipelineSpec;
  /** Whether its model was promoted and the night came to its end. */
  released: boolean;
  approval?: { status: string; by: string | null };
}

const decimal = (value: number | null | undefined, digits = 6): string | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value.toFixed(digits);

const performanceOf = (
  { metrics }: RunRecord,
  difference: NightEvidence['evaluation']['difference'],
): Record<string, string | null>[] => [
  ...(['challenger', 'champion'] as const).flatMap((model) =>
    Object.entries(metrics[model] ?? {}).map(([metric, { value, low, high }]) => ({
      model: model === 'challenger' ? 'released' : 'champion before',
      metric,
      value: decimal(value),
      low: decimal(low),
      high: decimal(high),
    })),
  ),
  ...(difference
    ? [
        {
          model: 'released minus champion',
          metric: difference.metric,
          value: decimal(difference.point),
          low: decimal(difference.low),
          high: decimal(difference.high),
        },
      ]
    : []),
];

/** A night as rows of the record tables. */
export const nightRows = ({
  record,
  evaluation,
  spec,
  released,
  approval,
}: NightEvidence): Partial<Record<RecordTable, RecordRow[]>> => {
  const { run } = record;
  const model_id = released ? `${run.pipeline}-v${record.registration?.version}` : null;
  const decisions = [
    {
      pipeline: run.pipeline,
      business_date: run.businessDate,
      run_id: run.runId,
      decision: record.decision,
      reason: record.reasons[0] ?? null,
      auc: decimal(record.metrics.challenger.auc.value),
      model_id,
    },
  ];
  if (model_id === null) return { decisions };
  const of = (rows: Record<string, string | number | boolean | null>[]): RecordRow[] =>
    rows.map((row) => ({ model_id, ...row }));
  return {
    decisions,
    models: of([
      {
        pipeline: run.pipeline,
        title: record.title,
        purpose: (spec.description ?? spec.title).replace(/\s+/g, ' ').trim(),
        owner: record.owner,
        business_date: run.businessDate,
        version: record.registration?.version ?? 0,
        model_package: record.registration?.modelPackageArn ?? '',
        algorithm: `${spec.training.algorithm} ${spec.training.version}`,
        training_rows: record.folds.train ?? 0,
        validation_rows: record.folds.validation ?? 0,
        holdout_rows: record.folds.holdout ?? 0,
        split_by: spec.split.by,
        rows_in: record.rows.in,
        rows_out: record.rows.out,
        rows_quarantined: record.rows.quarantined,
        quality_score: decimal(record.qualityScore),
        reason: record.reasons[0] ?? '',
        approval: approval?.status ?? 'Unknown',
        approved_by: approval?.by ?? (spec.approval.required ? null : 'policy: no second person is asked for'),
        spec_hash: record.specHash,
        run_id: run.runId,
      },
    ]),
    model_quality: of(
      record.quality.map(({ table, score, verdict }) => ({ source_table: table, score: decimal(score), verdict })),
    ),
    model_performance: of(performanceOf(record, evaluation.difference)),
    model_gates: of(evaluation.gates.map(({ gate, passed, text }) => ({ gate, passed, finding: text }))),
    model_drift: of([
      ...evaluation.stability.scores
        .filter(({ model }) => model === 'challenger')
        .map(({ comparison, psi }) => ({ subject: 'scores', name: comparison, psi: decimal(psi) })),
      ...evaluation.stability.features.map(({ feature, psi }) => ({
        subject: 'feature',
        name: feature,
        psi: decimal(psi),
      })),
    ]),
    model_fairness: of(
      evaluation.fairness.map(({ attribute, value, rows, share, ratio, verdict }) => ({
        attribute,
        value,
        rows,
        share: decimal(share),
        ratio: decimal(ratio),
        verdict,
      })),
    ),
    model_lineage: of(Object.entries(record.lineage).map(([part, address]) => ({ part, address }))),
  };
};
