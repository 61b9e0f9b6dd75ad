import type { PipelineSpec } from '../contracts/pipeline.ts';
import type { OnlineDefinition } from '../online/definition.ts';
import { type Column, columnsOf, identifier, list } from './names.ts';
import { splitSql } from './splitSql.ts';

export type Fold = 'train' | 'validation' | 'holdout';

/** An output of the features step; the caller adds its location. */
export interface FeatureOutput {
  /** `features`: everything, with names; a fold's name: what the trainer reads; `scoring`: what the batch transform reads. */
  name: 'features' | 'scoring' | Fold | `online_${string}`;
  sql: string;
  columns: Column[];
  format: 'parquet' | 'csv';
  /** Where the id is among the columns; the others' SQL is sorted by it all the same. */
  orderBy?: string[];
}

/** The columns of the feature table, in order: id, time, fold, label, features, protected, carried. */
export const featureTableColumns = (features: PipelineSpec['features']): Column[] => [
  { name: features.id, type: features.idType },
  ...(features.time === undefined ? [] : [{ name: features.time, type: features.timeType }]),
  { name: 'fold', type: 'STRING' },
  { name: features.label, type: 'INT' },
  ...columnsOf(features.columns),
  ...columnsOf(features.protected),
  ...columnsOf(features.carried),
];

/** The folds that a split fills. */
export const foldsOf = (split: PipelineSpec['split']): Fold[] =>
  split.by === 'window' && split.validation === undefined ? ['train', 'holdout'] : ['train', 'validation', 'holdout'];

/**
 * Views and outputs of the features step. Every CSV is one file without header, sorted by the id: the trainer's result depends on the
 * order of rows. `train`, `validation` and `holdout` hold the label first; `scoring` is the holdout with the id first and no label, so
 * that a batch transform with InputFilter `$[1:]`, JoinSource `Input` and OutputFilter `$[0,-1]` answers `id,score`.
 *
 * @param spec the pipeline's spec
 * @param sqlOf the text of a file of the pipeline's folder
 */
export const featureSql = (
  spec: Pick<PipelineSpec, 'split' | 'features'>,
  sqlOf: (file: string) => string,
): { views: { name: string; sql: string; keep?: boolean }[]; outputs: FeatureOutput[] } => {
  const { features } = spec;
  const table = featureTableColumns(features);
  const vector = columnsOf(features.columns);
  const id = { name: features.id, type: features.idType };
  const label = { name: features.label, type: 'INT' };
  const csv = (name: FeatureOutput['name'], fold: Fold, columns: Column[]): FeatureOutput => ({
    name,
    sql: `SELECT ${list(columns)}\nFROM features_split\nWHERE fold = '${fold}'\nORDER BY ${identifier(features.id)}`,
    columns,
    format: 'csv',
    ...(columns.some((column) => column.name === features.id) && { orderBy: [features.id] }),
  });
  return {
    views: [
      ...Object.entries(features.views).map(([name, file]) => ({ name, sql: sqlOf(file) })),
      { name: 'features_made', sql: sqlOf(features.sql) },
      { name: 'features_split', sql: splitSql(spec, 'features_made'), keep: true },
    ],
    outputs: [
      {
        name: 'features',
        sql: `SELECT ${list(table)}\nFROM features_split\nORDER BY ${identifier(features.id)}`,
        columns: table,
        format: 'parquet',
        orderBy: [features.id],
      },
      ...foldsOf(spec.split).map((fold) => csv(fold, fold, [label, ...vector])),
      csv('scoring', 'holdout', [id, ...vector]),
    ],
  };
};

/** What a view of an online definition is published from: each entity's past, oldest first, as far back as it is kept. */
export const onlineSql = ({ id, views }: OnlineDefinition): FeatureOutput[] =>
  views.map(({ view, base, entity, order, value, scale, days }) => ({
    name: `online_${view}`,
    sql: [
      `SELECT ${identifier(entity)}, ${identifier(id)}, ${identifier(order)}, ${identifier(value)}`,
      `FROM ${identifier(base)}`,
      `WHERE ${identifier(order)} > (SELECT max(${identifier(order)}) FROM ${identifier(base)}) - ${days * 86_400}`,
      `ORDER BY ${identifier(entity)}, ${identifier(order)}, ${identifier(id)}`,
    ].join('\n'),
    columns: [
      { name: entity, type: 'BIGINT' },
      { name: id, type: 'BIGINT' },
      { name: order, type: 'BIGINT' },
      { name: value, type: scale > 0 ? `DECIMAL(18,${scale})` : 'INT' },
    ],
    format: 'csv',
    orderBy: [entity, order, id],
  }));
