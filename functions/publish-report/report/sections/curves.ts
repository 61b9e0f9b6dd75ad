import { type Html, html } from '../../../shared/html.ts';
import { chart, type Series } from '../chart.ts';
import { type CurveRow, modelStyles, type ReportData } from '../data.ts';

const byModel = (
  rows: CurveRow[],
  point: (row: CurveRow) => { x: number; y: number },
  start: { x: number; y: number }[],
): Series[] =>
  [...new Set(rows.map(({ model }) => model))].map((model) => ({
    name: model,
    style: modelStyles[model] ?? 'reference',
    points: [...start, ...rows.filter((row) => row.model === model).map(point)].sort((a, b) => a.x - b.x || a.y - b.y),
  }));

/** Score histogram of one class, as shares of the class. */
const distribution = ({ measures }: ReportData, positive: boolean): Series[] => {
  const rows = (measures.histograms ?? []).filter(
    ({ fold, attribute, model }) => fold === 'holdout' && attribute === 'all' && model !== 'best-reachable',
  );
  return [...new Set(rows.map(({ model }) => model))].map((model) => {
    const own = rows.filter((row) => row.model === model).sort((a, b) => a.bin - b.bin);
    const countOf = (row: { rows: number; positives: number }) =>
      Number(positive ? row.positives : Number(row.rows) - Number(row.positives));
    const total = own.reduce((sum, row) => sum + countOf(row), 0) || 1;
    return {
      name: model,
      style: modelStyles[model] ?? 'reference',
      points: own.map((row) => ({ x: (row.bin + 0.5) / 40, y: countOf(row) / total })),
    };
  });
};

const highest = (series: Series[]): number =>
  Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y)), 0.01);

/** ROC, precision-recall, calibration, score distributions. */
export const curves = (data: ReportData): Html => {
  const rows = data.measures.curves ?? [];
  const bins = data.measures.calibration;
  const calibration: Series[] = [...new Set(bins.map(({ model }) => model))]
    .filter((model) => model !== 'best-reachable')
    .map((model) => ({
      name: model,
      style: modelStyles[model] ?? 'reference',
      dots: true,
      points: bins
        .filter((bin) => bin.model === model)
        .map((bin) => ({ x: bin.mean_score, y: Number(bin.positives) / Number(bin.rows) })),
    }));
  const reach = Math.max(...calibration.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y])), 0.01);
  const negatives = distribution(data, false);
  const positives = distribution(data, true);
  const diagonal = (max: number): Series => ({
    name: '',
    style: 'reference',
    points: [
      { x: 0, y: 0 },
      { x: max, y: max },
    ],
  });
  return html`<section><h2>Curves</h2><div class="charts">
${chart({ title: 'Receiver operating characteristic', x: 'false positive rate', y: 'true positive rate', series: [diagonal(1), ...byModel(rows, (row) => ({ x: row.false_positive_rate, y: row.true_positive_rate }), [{ x: 0, y: 0 }])] })}
${chart({ title: 'Precision and recall', x: 'recall', y: 'precision', series: byModel(rows, (row) => ({ x: row.true_positive_rate, y: row.precision }), []) })}
${chart({ title: 'Calibration by tenths of the scores', x: 'mean score', y: 'observed share', maxX: reach, maxY: reach, series: [diagonal(reach), ...calibration] })}
${chart({ title: 'Scores of negatives', x: 'score', y: 'share of rows', maxY: highest(negatives), series: negatives })}
${chart({ title: 'Scores of positives', x: 'score', y: 'share of rows', maxY: highest(positives), series: positives })}
</div></section>`;
};
