import type { PipelineSpec } from '../../contracts/pipeline.ts';
import type { Column } from '../names.ts';
import { identifier, literal } from '../names.ts';
import { ALL, replicates, segmentColumns } from './scored.ts';

const BY = 'model, attribute, value, replicate';

/**
 * The rows that each figure is made of: the whole holdout twenty-one times, once whole and once without each jackknife group, and each
 * segment once.
 */
const measuredRows = (spec: Pick<PipelineSpec, 'features' | 'evaluation'>): string =>
  [
    `SELECT model, '${ALL}' AS attribute, '${ALL}' AS value, replicate, score, label
FROM scored_holdout
JOIN ${replicates()} ON replicate <> jackknife_group`,
    ...segmentColumns(spec).map(
      (column) =>
        `SELECT model, ${literal(column)} AS attribute, ${identifier(`segment_${column}`)} AS value, 0 AS replicate, score, label
FROM scored_holdout`,
    ),
  ].join('\nUNION ALL\n');

/** Rows of equal score, from the lowest up, with what lies at or below them: whole numbers, so that nothing is rounded. */
const CUMULATED = `SELECT
  *,
  sum(positives) OVER (PARTITION BY ${BY} ORDER BY score ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS positives_to,
  sum(negatives) OVER (PARTITION BY ${BY} ORDER BY score ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS negatives_to,
  sum(positives) OVER (PARTITION BY ${BY}) AS all_positives,
  sum(negatives) OVER (PARTITION BY ${BY}) AS all_negatives
FROM (
  SELECT ${BY}, score, sum(label) AS positives, count(*) - sum(label) AS negatives
  FROM measured_rows
  GROUP BY ${BY}, score
) AS tied`;

/**
 * AUC with half a point for ties (midranks); KS as the greatest distance of the two distribution functions; average precision as
 * scikit-learn defines it, Σ (Rₙ − Rₙ₋₁) Pₙ over distinct thresholds. NULL where one of the classes is absent.
 */
const RANKED = `SELECT
  ${BY},
  sum(positives + negatives) AS rows,
  sum(positives) AS positives,
  CASE WHEN max(all_positives) > 0 AND max(all_negatives) > 0 THEN
    CAST(sum(positives * (2 * (negatives_to - negatives) + negatives)) AS DOUBLE)
      / (2 * CAST(max(all_positives) AS DOUBLE) * CAST(max(all_negatives) AS DOUBLE)) END AS auc,
  CASE WHEN max(all_positives) > 0 AND max(all_negatives) > 0 THEN
    CAST(max(abs(positives_to * all_negatives - negatives_to * all_positives)) AS DOUBLE)
      / (CAST(max(all_positives) AS DOUBLE) * CAST(max(all_negatives) AS DOUBLE)) END AS ks,
  CASE WHEN max(all_positives) > 0 THEN
    CAST(sum(CASE WHEN positives > 0 THEN
      CAST(positives * CAST(all_positives - positives_to + positives AS DOUBLE)
        / CAST(all_positives - positives_to + positives + all_negatives - negatives_to + negatives AS DOUBLE) AS DECIMAL(30, 15))
      END) AS DOUBLE) / CAST(max(all_positives) AS DOUBLE) END AS average_precision
FROM cumulated
GROUP BY ${BY}`;

const SMALLEST = '2.220446049250313e-16';

/** Log loss of a row as scikit-learn computes it: the probability is kept off 0 and 1 by a double's epsilon. */
const LOG_LOSS = `-ln(CASE
    WHEN CASE label WHEN 1 THEN score ELSE 1 - score END < ${SMALLEST} THEN ${SMALLEST}
    WHEN CASE label WHEN 1 THEN score ELSE 1 - score END > 1 - ${SMALLEST} THEN 1 - ${SMALLEST}
    ELSE CASE label WHEN 1 THEN score ELSE 1 - score END END)`;

/** Sums of what adds up over rows; a replicate is the whole less its group. Decimals, so that the order of rows does not matter. */
const additive = (spec: Pick<PipelineSpec, 'features' | 'evaluation'>): string => {
  const sums = (attribute: string, value: string, group: string, by: string) =>
    `SELECT model, ${attribute} AS attribute, ${value} AS value, ${group} AS jackknife_group, count(*) AS rows,
  sum(CAST((score - label) * (score - label) AS DECIMAL(24, 18))) AS squares,
  sum(CAST(${LOG_LOSS} AS DECIMAL(24, 18))) AS losses
FROM scored_holdout
GROUP BY model, ${by}`;
  return [
    sums(`'${ALL}'`, `'${ALL}'`, 'jackknife_group', 'jackknife_group'),
    ...segmentColumns(spec).map((column) => {
      const segment = identifier(`segment_${column}`);
      return sums(literal(column), segment, '0', segment);
    }),
  ].join('\nUNION ALL\n');
};

const REPLICATED = `SELECT a.model, a.attribute, a.value, r.replicate,
  CAST(sum(a.squares) AS DOUBLE) / CAST(sum(a.rows) AS DOUBLE) AS brier,
  CAST(sum(a.losses) AS DOUBLE) / CAST(sum(a.rows) AS DOUBLE) AS log_loss
FROM additive a
JOIN ${replicates().replace(
  'AS replicates',
  'AS r',
)} ON (a.jackknife_group > 0 AND r.replicate <> a.jackknife_group) OR (a.jackknife_group = 0 AND r.replicate = 0)
GROUP BY a.model, a.attribute, a.value, r.replicate`;

export const rankMetricViews = (
  spec: Pick<PipelineSpec, 'features' | 'evaluation'>,
): { name: string; sql: string; keep?: boolean }[] => [
  { name: 'measured_rows', sql: measuredRows(spec) },
  { name: 'cumulated', sql: CUMULATED, keep: true },
  { name: 'ranked', sql: RANKED },
  { name: 'additive', sql: additive(spec) },
  { name: 'replicated', sql: REPLICATED },
];

/** One row per model, cohort and replicate; replicates 1…20 for the whole holdout only. */
export const rankMetricsOutput: { name: string; sql: string; columns: Column[] } = {
  name: 'metrics',
  sql: `SELECT k.model, k.attribute, k.value, k.replicate, k.rows, k.positives, k.auc, k.average_precision, k.ks, s.brier, s.log_loss
FROM ranked k
JOIN replicated s ON s.model = k.model AND s.attribute = k.attribute AND s.value = k.value AND s.replicate = k.replicate`,
  columns: [
    { name: 'model', type: 'STRING' },
    { name: 'attribute', type: 'STRING' },
    { name: 'value', type: 'STRING' },
    { name: 'replicate', type: 'INT' },
    { name: 'rows', type: 'BIGINT' },
    { name: 'positives', type: 'BIGINT' },
    { name: 'auc', type: 'DOUBLE' },
    { name: 'average_precision', type: 'DOUBLE' },
    { name: 'ks', type: 'DOUBLE' },
    { name: 'brier', type: 'DOUBLE' },
    { name: 'log_loss', type: 'DOUBLE' },
  ],
};

/**
 * At most 200 points of the ROC and the precision-recall curve: steps of a hundredth along either axis of the ROC curve, so that the
 * steep start of a rare class keeps its shape. From the strictest threshold to the laxest.
 */
export const curvesOutput: { name: string; sql: string; columns: Column[] } = {
  name: 'curves',
  sql: `SELECT model, score AS threshold, false_positive_rate, true_positive_rate, precision_at_threshold AS precision
FROM (
  SELECT *, row_number() OVER (PARTITION BY model, step ORDER BY score) AS from_the_end
  FROM (
    SELECT model, score, false_positive_rate, true_positive_rate, precision_at_threshold,
      CAST(floor(99 * false_positive_rate) AS INT) + CAST(floor(99 * true_positive_rate) AS INT) AS step
    FROM (
      SELECT model, score,
        CAST(all_negatives - negatives_to + negatives AS DOUBLE) / CAST(all_negatives AS DOUBLE) AS false_positive_rate,
        CAST(all_positives - positives_to + positives AS DOUBLE) / CAST(all_positives AS DOUBLE) AS true_positive_rate,
        CAST(all_positives - positives_to + positives AS DOUBLE)
          / CAST(all_positives - positives_to + positives + all_negatives - negatives_to + negatives AS DOUBLE) AS precision_at_threshold
      FROM cumulated
      WHERE attribute = '${ALL}' AND replicate = 0 AND all_positives > 0 AND all_negatives > 0
    ) AS thresholds
  ) AS steps
) AS sampled
WHERE from_the_end = 1`,
  columns: [
    { name: 'model', type: 'STRING' },
    { name: 'threshold', type: 'DOUBLE' },
    { name: 'false_positive_rate', type: 'DOUBLE' },
    { name: 'true_positive_rate', type: 'DOUBLE' },
    { name: 'precision', type: 'DOUBLE' },
  ],
};
