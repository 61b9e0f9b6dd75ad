import type { ResolvedPipeline } from '../shared/contracts/resolved.ts';
import type { ModelMetrics, RunRecord } from '../shared/contracts/runRecord.ts';
import type { Manifest } from '../shared/contracts/step.ts';
import type { Evaluation } from '../shared/statistics/evaluate.ts';
import type { ModelMeasures } from '../shared/statistics/modelMeasures.ts';
import { outputOf } from '../shared/steps.ts';
import type { ReportInput } from './input.ts';

const metricsOf = ({ metrics }: ModelMeasures): ModelMetrics => {
  const interval = (name: keyof ModelMetrics) => {
    const found = metrics[name];
    // JSON knows no NaN: a figure without an interval is given as a point.
    const point = found?.point ?? 0;
    return {
      value: point,
      low: Number.isNaN(found?.low ?? Number.NaN) ? point : (found?.low ?? point),
      high: Number.isNaN(found?.high ?? Number.NaN) ? point : (found?.high ?? point),
    };
  };
  return {
    auc: interval('auc'),
    averagePrecision: interval('averagePrecision'),
    ks: interval('ks'),
    brier: interval('brier'),
  };
};

/** Landed, kept and quarantined rows, from the manifests of extract and cleaning. */
const rowsOf = ({ spec }: ResolvedPipeline, extracts: Manifest[], tables: Manifest): RunRecord['rows'] => {
  const landed = extracts
    .flatMap(({ inputs }) => inputs)
    .reduce((sum, { rows, rejected = 0 }) => sum + rows + rejected, 0);
  const unreadable = extracts.flatMap(({ outputs }) => outputs).filter(({ name }) => name.endsWith('_unreadable'));
  const names = Object.keys(spec.tables);
  const total = (suffix: string) => names.reduce((sum, name) => sum + outputOf(tables, `${name}${suffix}`).rows, 0);
  return {
    in: landed,
    out: total(''),
    quarantined: total('_quarantined') + unreadable.reduce((sum, { rows }) => sum + rows, 0),
  };
};

const folds = ['train', 'validation', 'holdout'];

/** The night in one document. */
export const recordOf = (
  input: ReportInput,
  pipeline: ResolvedPipeline,
  manifests: { extracts: Manifest[]; tables: Manifest },
  evaluation: Evaluation,
): RunRecord => {
  const { run, features, training, registration, deployment } = input;
  const { challenger, champion, 'best-reachable': best } = evaluation.models;
  const bestAuc = best?.metrics.auc?.point;
  return {
    version: 1,
    run,
    title: pipeline.spec.title,
    owner: pipeline.spec.owner,
    specHash: pipeline.hash,
    decision: evaluation.decision,
    reasons: evaluation.reasons,
    warnings: evaluation.warnings,
    metrics: {
      challenger: metricsOf(challenger),
      ...(champion && { champion: metricsOf(champion) }),
      ...(bestAuc !== undefined && { bestReachableAuc: bestAuc }),
    },
    rows: rowsOf(pipeline, manifests.extracts, manifests.tables),
    folds: Object.fromEntries(
      folds.flatMap((fold) => (features.rows[fold] === undefined ? [] : [[fold, features.rows[fold]]])),
    ),
    qualityScore:
      input.quality.length === 0 ? 1 : input.quality.reduce((sum, { score }) => sum + score, 0) / input.quality.length,
    quality: input.quality.map(({ table, score, verdict, report }) => ({ table, score, verdict, report })),
    training: {
      jobName: training.jobId,
      image: training.image,
      model: training.model,
      billableSeconds: training.billableSeconds,
    },
    registration: registration && { modelPackageArn: registration.modelPackageArn, version: registration.version },
    deployment: deployment && { endpoint: deployment.endpoint, endpointConfig: deployment.endpointConfig },
    lineage: {
      ...Object.fromEntries(input.extracts.map(({ source, manifest }) => [`extract ${source}`, manifest])),
      transform: input.tables.manifest,
      features: features.manifest,
      model: training.model,
      scores: input.scores.scores,
      measures: input.measures.manifest,
      spec: `${run.prefix}spec.json`,
    },
    evaluation: input.evaluation.evaluation,
    report: `${run.prefix}report.html`,
  };
};
