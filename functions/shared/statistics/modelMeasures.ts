import { type Interval, jackknifeInterval, pairedInterval } from './jackknife.ts';
import { METRICS, type MeasureTables, type MetricName, type MetricRow } from './measureTables.ts';
import { calibrationError } from './stability.ts';

/** A model's figures on the whole holdout. A metric that the holdout cannot give (one class only) is undefined. */
export interface ModelMeasures {
  rows: number;
  positives: number;
  metrics: Partial<Record<MetricName, Interval>>;
  calibrationError: number | undefined;
}

const replicatesOf = (tables: MeasureTables, model: string): MetricRow[] =>
  tables.metrics
    .filter((row) => row.model === model && row.attribute === 'all')
    .sort((a, b) => Number(a.replicate) - Number(b.replicate));

const series = (
  rows: readonly MetricRow[],
  metric: MetricName,
): { point: number; replicates: number[] } | undefined => {
  const values = rows.map((row) => row[METRICS[metric]]);
  const [point, ...replicates] = values;
  if (point === null || point === undefined || replicates.length < 2) return undefined;
  const known = replicates.filter((value) => value !== null);
  return known.length === replicates.length ? { point, replicates: known } : undefined;
};

/** Figures of a model; undefined when the tables do not hold it. */
export const measuresOf = (tables: MeasureTables, model: string): ModelMeasures | undefined => {
  const rows = replicatesOf(tables, model);
  const whole = rows.find((row) => Number(row.replicate) === 0);
  if (whole === undefined) return undefined;
  const metrics: ModelMeasures['metrics'] = {};
  for (const metric of Object.keys(METRICS) as MetricName[]) {
    const found = series(rows, metric);
    const point = whole[METRICS[metric]];
    if (found !== undefined) metrics[metric] = jackknifeInterval(found.point, found.replicates);
    // A group held every positive: the figure stands, its interval does not.
    else if (point !== null) metrics[metric] = { point, low: Number.NaN, high: Number.NaN, standardError: Number.NaN };
  }
  const bins = tables.calibration.filter((row) => row.model === model);
  return {
    rows: Number(whole.rows),
    positives: Number(whole.positives),
    metrics,
    calibrationError:
      bins.length === 0
        ? undefined
        : calibrationError(
            bins.map((bin) => ({
              rows: Number(bin.rows),
              positives: Number(bin.positives),
              meanScore: bin.mean_score,
            })),
          ),
  };
};

/** Interval of challenger minus champion on the same rows; undefined where one of them has no such figure. */
export const differenceOf = (
  tables: MeasureTables,
  metric: MetricName,
  challenger = 'challenger',
  champion = 'champion',
): Interval | undefined => {
  const a = series(replicatesOf(tables, challenger), metric);
  const b = series(replicatesOf(tables, champion), metric);
  return a && b ? pairedInterval(a, b) : undefined;
};
