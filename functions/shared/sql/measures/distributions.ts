import type { PipelineSpec } from '../../contracts/pipeline.ts';
import { type Column, identifier, literal } from '../names.ts';
import { ALL, segmentColumns } from './scored.ts';

type Spec = Pick<PipelineSpec, 'features' | 'evaluation'>;
interface Output {
  name: string;
  sql: string;
  columns: Column[];
}

/** Mean score against the share of positives in ten groups of equal size, from the lowest scores to the highest. */
export const calibrationOutput: Output = {
  name: 'calibration',
  sql: `SELECT model, decile, count(*) AS rows, sum(label) AS positives,
  CAST(sum(CAST(score AS DECIMAL(24, 18))) AS DOUBLE) / count(*) AS mean_score
FROM (
  SELECT model, label, score,
    CAST((10 * (CAST(row_number() OVER (PARTITION BY model ORDER BY score, id) AS BIGINT) - 1)) DIV (count(*) OVER (PARTITION BY model)) AS INT) AS decile
  FROM scored_holdout
) AS ranked
GROUP BY model, decile`,
  columns: [
    { name: 'model', type: 'STRING' },
    { name: 'decile', type: 'INT' },
    { name: 'rows', type: 'BIGINT' },
    { name: 'positives', type: 'BIGINT' },
    { name: 'mean_score', type: 'DOUBLE' },
  ],
};

export const HISTOGRAM_BINS = 40;

/** Scores in forty bins of equal width, by fold and by each segment. */
export const histogramOutput = (spec: Spec): Output => {
  const bin = `CASE WHEN score >= 1 THEN ${HISTOGRAM_BINS - 1} WHEN score < 0 THEN 0 ELSE CAST(floor(score * ${HISTOGRAM_BINS}) AS INT) END`;
  const part = (attribute: string, value: string, by: string) =>
    `SELECT model, fold, ${attribute} AS attribute, ${value} AS value, ${bin} AS bin, count(*) AS rows, sum(label) AS positives
FROM scored
GROUP BY model, fold, ${by}${bin}`;
  return {
    name: 'histograms',
    sql: [
      part(`'${ALL}'`, `'${ALL}'`, ''),
      ...segmentColumns(spec).map((column) => {
        const segment = identifier(`segment_${column}`);
        return part(literal(column), segment, `${segment}, `);
      }),
    ].join('\nUNION ALL\n'),
    columns: [
      { name: 'model', type: 'STRING' },
      { name: 'fold', type: 'STRING' },
      { name: 'attribute', type: 'STRING' },
      { name: 'value', type: 'STRING' },
      { name: 'bin', type: 'INT' },
      { name: 'rows', type: 'BIGINT' },
      { name: 'positives', type: 'BIGINT' },
    ],
  };
};

/** Favourable decisions by group of each protected attribute, when the spec's share of rows gets one. */
export const adverseImpactOutput = (spec: Spec): Output | undefined => {
  const rule = spec.evaluation.adverseImpact;
  if (rule === undefined) return undefined;
  const order = rule.favourable === 'low-score' ? 'score, id' : 'score DESC, id';
  const groups = Object.keys(spec.features.protected).map(
    (column) => `SELECT model, ${literal(column)} AS attribute, ${identifier(`segment_${column}`)} AS value,
  count(*) AS rows, sum(favourable) AS favourable
FROM decided
GROUP BY model, ${identifier(`segment_${column}`)}`,
  );
  return {
    name: 'adverse_impact',
    sql: `WITH decided AS (
  SELECT *,
    CASE WHEN CAST(row_number() OVER (PARTITION BY model ORDER BY ${order}) AS BIGINT) * 1000000 <= count(*) OVER (PARTITION BY model) * ${Math.round(rule.share * 1_000_000)}
      THEN 1 ELSE 0 END AS favourable
  FROM scored_holdout
)
${groups.join('\nUNION ALL\n')}`,
    columns: [
      { name: 'model', type: 'STRING' },
      { name: 'attribute', type: 'STRING' },
      { name: 'value', type: 'STRING' },
      { name: 'rows', type: 'BIGINT' },
      { name: 'favourable', type: 'BIGINT' },
    ],
  };
};
