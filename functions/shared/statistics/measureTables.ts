/** Rows of the measuring step's outputs, as `functions/shared/sql/measureSql.ts` declares them; whole numbers as number or bigint. */
type Whole = number | bigint;

export interface MetricRow {
  model: string;
  attribute: string;
  value: string;
  replicate: Whole;
  rows: Whole;
  positives: Whole;
  auc: number | null;
  average_precision: number | null;
  ks: number | null;
  brier: number | null;
  log_loss: number | null;
}

export interface MeasureTables {
  metrics: readonly MetricRow[];
  calibration: readonly { model: string; decile: Whole; rows: Whole; positives: Whole; mean_score: number }[];
  feature_stability: readonly { feature: string; bin: Whole; expected: Whole; actual: Whole }[];
  score_stability: readonly { comparison: string; model: string; bin: Whole; expected: Whole; actual: Whole }[];
  adverse_impact?: readonly { model: string; attribute: string; value: string; rows: Whole; favourable: Whole }[];
}

/** The metrics by the names of the spec and of the evaluation. */
export const METRICS = {
  auc: 'auc',
  averagePrecision: 'average_precision',
  ks: 'ks',
  brier: 'brier',
  logLoss: 'log_loss',
} as const satisfies Record<string, keyof MetricRow>;
export type MetricName = keyof typeof METRICS;

/** Groups rows by a key, keeping their order. */
export const groupBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
};
