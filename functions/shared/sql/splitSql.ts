import type { PipelineSpec } from '../contracts/pipeline.ts';
import { identifier, literal } from './names.ts';

const PARTS = 1_000_000;

/** A whole number below `modulus` from the md5 of the seed and a key: equal on both engines and evenly spread. */
export const hashBucket = (seed: string, key: string, modulus: number): string =>
  `pmod(CAST(conv(substring(md5(concat_ws('|', ${literal(seed)}, CAST(${key} AS STRING))), 1, 8), 16, 10) AS BIGINT), ${modulus})`;

const shares = (validation: number, holdout: number) => {
  const trainTo = Math.round((1 - validation - holdout) * PARTS);
  return { trainTo, validationTo: Math.round((1 - holdout) * PARTS) };
};

/** Position of a row, from 0 up to 1,000,000, in the order of time; rows of the same time have the same one, so a moment is never torn apart. */
const byTime = (time: string, validation: number, holdout: number): string => {
  const { trainTo, validationTo } = shares(validation, holdout);
  const rank = `CAST(rank() OVER (ORDER BY ${time}) - 1 AS BIGINT) * ${PARTS}`;
  const rows = `count(*) OVER ()`;
  return `CASE WHEN ${time} IS NULL THEN NULL
    WHEN ${rank} < ${rows} * ${trainTo} THEN 'train'
    WHEN ${rank} < ${rows} * ${validationTo} THEN 'validation'
    ELSE 'holdout' END`;
};

const byWindow = (time: string, split: Extract<PipelineSpec['split'], { by: 'window' }>): string => {
  const day = `datediff(CAST(${time} AS DATE), :business_date)`;
  const branch = (fold: string, window: { from: number; to: number }) =>
    `WHEN ${day} BETWEEN ${window.from} AND ${window.to} THEN '${fold}'`;
  return `CASE ${branch('train', split.train)}
    ${split.validation ? `${branch('validation', split.validation)}\n    ` : ''}${branch('holdout', split.holdout)} END`;
};

const byHash = (key: string, split: Extract<PipelineSpec['split'], { by: 'hash' }>): string => {
  const { trainTo, validationTo } = shares(split.validation, split.holdout);
  const bucket = hashBucket(split.seed, key, PARTS);
  return `CASE WHEN ${bucket} < ${trainTo} THEN 'train' WHEN ${bucket} < ${validationTo} THEN 'validation' ELSE 'holdout' END`;
};

/**
 * A statement that adds the column `fold` (`train`, `validation`, `holdout`; NULL = used by none) to the rows of a view.
 *
 * @param spec the pipeline's spec
 * @param from the view that the features' SQL answered
 */
export const splitSql = (spec: Pick<PipelineSpec, 'split' | 'features'>, from: string): string => {
  const { split, features } = spec;
  const time = features.time === undefined ? undefined : identifier(features.time);
  const fold = (): string => {
    if (split.by === 'hash') return byHash(identifier(split.key ?? features.id), split);
    if (time === undefined) throw new TypeError(`split by ${split.by} needs features.time`);
    return split.by === 'time' ? byTime(time, split.validation, split.holdout) : byWindow(time, split);
  };
  return `SELECT *,\n  ${fold()} AS fold\nFROM ${identifier(from)}`;
};
