import type { PipelineSpec } from '../../contracts/pipeline.ts';
import { type Column, identifier, literal } from '../names.ts';

interface Output {
  name: string;
  sql: string;
  columns: Column[];
}

const BINS = 10;
const cuts = Array.from({ length: BINS - 1 }, (_, index) => index + 1);

/** The bin of a value between the cuts `c1`…`c9`; -1 for a missing one. */
const binOf = (value: string): string =>
  `CASE WHEN ${value} IS NULL THEN -1 ${cuts.map((cut) => `WHEN ${value} <= c${cut} THEN ${cut - 1}`).join(' ')} ELSE ${BINS - 1} END`;

const cutsOf = (value: string): string =>
  cuts.map((cut) => `percentile(${value}, ${cut / BINS}) AS c${cut}`).join(', ');

/**
 * How a feature's values lie in the ten tenths of the training rows, in training and in the holdout: what a population stability index
 * is made of.
 */
export const featureStabilityOutput = (spec: Pick<PipelineSpec, 'features'>): Output => ({
  name: 'feature_stability',
  sql: Object.keys(spec.features.columns)
    .map((name) => {
      const value = `CAST(${identifier(name)} AS DOUBLE)`;
      return `SELECT ${literal(name)} AS feature, bin,
  sum(CASE WHEN fold = 'train' THEN 1 ELSE 0 END) AS expected, sum(CASE WHEN fold = 'holdout' THEN 1 ELSE 0 END) AS actual
FROM (
  SELECT fold, ${binOf('v')} AS bin
  FROM (SELECT fold, ${value} AS v FROM features WHERE fold IN ('train', 'holdout')) AS observed
  CROSS JOIN (SELECT ${cutsOf(value)} FROM features WHERE fold = 'train') AS cuts
) AS binned
GROUP BY bin`;
    })
    .join('\nUNION ALL\n'),
  columns: [
    { name: 'feature', type: 'STRING' },
    { name: 'bin', type: 'INT' },
    { name: 'expected', type: 'BIGINT' },
    { name: 'actual', type: 'BIGINT' },
  ],
});

/**
 * The same for scores: each model's from the training rows to the holdout, where training rows were scored, and on the holdout from the
 * champion to the challenger.
 */
export const scoreStabilityOutput = (models: readonly string[]): Output => {
  const sides = models.map(
    (model) =>
      `SELECT 'train to holdout' AS comparison, model, CASE fold WHEN 'train' THEN 1 ELSE 0 END AS reference, score
FROM scored WHERE model = ${literal(model)} AND fold IN ('train', 'holdout')`,
  );
  if (models.includes('champion') && models.includes('challenger')) {
    sides.push(`SELECT 'champion to challenger' AS comparison, 'challenger' AS model, CASE model WHEN 'champion' THEN 1 ELSE 0 END AS reference, score
FROM scored_holdout WHERE model IN ('champion', 'challenger')`);
  }
  return {
    name: 'score_stability',
    sql: `WITH compared AS (
${sides.join('\nUNION ALL\n')}
),
cuts AS (
  SELECT comparison AS cut_comparison, model AS cut_model, ${cutsOf('score')}
  FROM compared
  WHERE reference = 1
  GROUP BY comparison, model
)
SELECT comparison, model, bin, sum(reference) AS expected, count(*) - sum(reference) AS actual
FROM (
  SELECT comparison, model, reference, ${binOf('score')} AS bin
  FROM compared
  JOIN cuts ON cut_comparison = comparison AND cut_model = model
) AS binned
GROUP BY comparison, model, bin`,
    columns: [
      { name: 'comparison', type: 'STRING' },
      { name: 'model', type: 'STRING' },
      { name: 'bin', type: 'INT' },
      { name: 'expected', type: 'BIGINT' },
      { name: 'actual', type: 'BIGINT' },
    ],
  };
};
