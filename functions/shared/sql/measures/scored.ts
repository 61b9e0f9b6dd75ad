import type { PipelineSpec } from '../../contracts/pipeline.ts';
import { identifier } from '../names.ts';
import { hashBucket } from '../splitSql.ts';

/** Groups of the delete-a-group jackknife; replicate 1…20 leaves out its group, replicate 0 none. */
export const JACKKNIFE_GROUPS = 20;

/** Name of the pseudo-model that scores with the true probability of sample data. */
export const BEST_REACHABLE = 'best-reachable';

/** What every row belongs to, for the part of a measure that is not by segment. */
export const ALL = 'all';

/** The columns that measures are split by: segments and protected attributes, each once. */
export const segmentColumns = (spec: Pick<PipelineSpec, 'features' | 'evaluation'>): string[] => [
  ...new Set([...spec.evaluation.segments, ...Object.keys(spec.features.protected)]),
];

/** A segment's value as text; a missing one is a group of its own. */
export const segmentValue = (column: string): string => `coalesce(CAST(${identifier(column)} AS STRING), '(missing)')`;

/** The inputs `scores_<model>` (columns `id`, `score`, text) as one table with the true probability as one more model. */
const scores = (spec: Pick<PipelineSpec, 'features' | 'evaluation'>, models: readonly string[]): string => {
  const { id, idType } = spec.features;
  const truth = spec.evaluation.trueProbability;
  const parts = models.map(
    (model) =>
      `SELECT '${model}' AS model, CAST(id AS ${idType}) AS id, CAST(score AS DOUBLE) AS score FROM ${identifier(`scores_${model}`)}`,
  );
  if (truth !== undefined) {
    parts.push(
      `SELECT '${BEST_REACHABLE}' AS model, ${identifier(id)} AS id, CAST(${identifier(truth)} AS DOUBLE) AS score FROM features WHERE ${identifier(truth)} IS NOT NULL`,
    );
  }
  return parts.join('\nUNION ALL\n');
};

/** Views that all measures read: `scores`, `scored` (with label, fold, jackknife group and segments) and `scored_holdout`. */
export const scoredViews = (
  spec: Pick<PipelineSpec, 'features' | 'evaluation'>,
  models: readonly string[],
): { name: string; sql: string; keep?: boolean }[] => {
  const { id, label } = spec.features;
  const segments = segmentColumns(spec).map(
    (column) => `,\n  ${segmentValue(column)} AS ${identifier(`segment_${column}`)}`,
  );
  return [
    { name: 'scores', sql: scores(spec, models) },
    {
      name: 'scored',
      keep: true,
      sql: `SELECT
  s.model,
  s.id,
  s.score,
  f.fold,
  f.${identifier(label)} AS label,
  ${hashBucket('jackknife', 's.id', JACKKNIFE_GROUPS)} + 1 AS jackknife_group${segments.join('')}
FROM scores s
JOIN features f ON f.${identifier(id)} = s.id`,
    },
    { name: 'scored_holdout', sql: `SELECT * FROM scored WHERE fold = 'holdout'` },
  ];
};

/** `VALUES (0), (1), …` as the table `replicates`. */
export const replicates = (): string =>
  `(VALUES ${Array.from({ length: JACKKNIFE_GROUPS + 1 }, (_, replicate) => `(${replicate})`).join(', ')}) AS replicates(replicate)`;
