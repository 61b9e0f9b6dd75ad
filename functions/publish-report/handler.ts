import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { runRecord } from '../shared/contracts/runRecord.ts';
import { createHandler } from '../shared/handler.ts';
import { readMeasures } from '../shared/measures.ts';
import { metrics } from '../shared/metrics.ts';
import { readBytes, readJson, writeJson, writeText } from '../shared/objects.ts';
import { specOf } from '../shared/spec.ts';
import { evaluate } from '../shared/statistics/evaluate.ts';
import { manifestOf } from '../shared/steps.ts';
import { gainImportance } from './importance/gainImportance.ts';
import { qualityReport, reportInput } from './input.ts';
import { recordOf } from './record.ts';
import { renderReport } from './report/render.ts';

/** Model report and run record beside the run, and the night's figures as metrics. */
export const handler = createHandler(reportInput, async (input) => {
  const { run } = input;
  const pipeline = await specOf(run);
  const [measures, tables, extracts, quality, archive] = await Promise.all([
    readMeasures(input.measures.manifest),
    manifestOf(input.tables.manifest),
    Promise.all(input.extracts.map(({ manifest }) => manifestOf(manifest))),
    Promise.all(input.quality.map(({ report }) => readJson(report, qualityReport))),
    readBytes(input.training.model),
  ]);
  const importance = gainImportance(archive, Object.keys(pipeline.spec.features.columns));
  const evaluation = evaluate(pipeline.spec.evaluation, measures);
  const record = runRecord.parse(recordOf(input, pipeline, { extracts, tables }, evaluation));
  await writeText(
    record.report,
    renderReport({ record, evaluation, measures, pipeline, quality, importance }),
    'text/html; charset=utf-8',
  );
  await writeJson(`${run.prefix}run.json`, record);

  const { challenger } = record.metrics;
  metrics.addDimension('pipeline', run.pipeline);
  metrics.addMetric('Auc', MetricUnit.NoUnit, challenger.auc.value);
  metrics.addMetric('QualityScore', MetricUnit.NoUnit, record.qualityScore);
  metrics.addMetric('RowsIn', MetricUnit.Count, record.rows.in);
  metrics.addMetric(
    'QuarantineRate',
    MetricUnit.NoUnit,
    record.rows.in > 0 ? record.rows.quarantined / record.rows.in : 0,
  );
  metrics.addMetric(
    'FeatureDrift',
    MetricUnit.NoUnit,
    Math.max(0, ...evaluation.stability.features.map(({ psi }) => psi).filter(Number.isFinite)),
  );

  const summary = `${record.title}, ${run.businessDate}: ${record.decision}. AUC ${challenger.auc.value.toFixed(4)}; ${record.rows.in} rows in, ${record.rows.out} out, ${record.rows.quarantined} quarantined; quality ${record.qualityScore.toFixed(3)}. ${record.reasons[0] ?? ''}`;
  return { report: record.report, record: `${run.prefix}run.json`, summary };
});
