import { stringify } from 'yaml';
import type { PipelineYaml } from '../../functions/shared/contracts/pipeline.ts';
import { type Plan, typeOf } from './plan.ts';
import { typedByExtract } from './sqlFiles.ts';

/** Few rows: shallow trees, many of them random, and a fixed number, because a small validation set stops too early or too late. */
const hyperparameters = (rows: number): Record<string, string | number> =>
  rows < 20_000
    ? {
        objective: 'binary:logistic',
        eval_metric: 'auc,logloss',
        num_round: 200,
        eta: 0.05,
        max_depth: 3,
        min_child_weight: 3,
        subsample: 0.8,
        colsample_bytree: 0.5,
        seed: 7,
      }
    : {
        objective: 'binary:logistic',
        eval_metric: 'auc,logloss',
        num_round: 500,
        early_stopping_rounds: 50,
        eta: 0.1,
        max_depth: 6,
        min_child_weight: 5,
        subsample: 0.8,
        colsample_bytree: 0.8,
        seed: 7,
      };

const sourceColumns = (plan: Plan): NonNullable<PipelineYaml['sources']>[string]['columns'] =>
  Object.fromEntries(
    plan.table.columns.map((column) => {
      const type = typedByExtract(column) ? typeOf(column) : 'STRING';
      const header = column.header === column.name ? {} : { header: column.header };
      const pattern =
        typedByExtract(column) && (column.kind.name === 'date' || column.kind.name === 'timestamp')
          ? { pattern: column.kind.pattern }
          : {};
      const extra = { ...header, ...pattern };
      return [column.name, Object.keys(extra).length === 0 ? type : { type, ...extra }];
    }),
  );

const featuresPart = (plan: Plan): PipelineYaml['features'] => ({
  sql: 'sql/features.sql',
  id: plan.id?.name ?? 'row_id',
  idType: plan.id === undefined ? 'STRING' : typeOf(plan.id),
  ...(plan.time === undefined
    ? {}
    : {
        time: plan.time.name,
        timeType: plan.time.kind.name === 'date' ? ('DATE' as const) : ('TIMESTAMP_NTZ' as const),
      }),
  label: 'label',
  columns: Object.fromEntries(plan.features.map(({ name, type }) => [name, type])),
  ...(plan.protected.length === 0
    ? {}
    : { protected: Object.fromEntries(plan.protected.map(({ name }) => [name, 'STRING'])) }),
  ...(plan.group.length === 0 ? {} : { carried: { split_group: 'STRING' } }),
  quality: 'quality/features.dqdl',
});

/** The text of `pipeline.yml`. */
export const specFile = (name: string, plan: Plan): string => {
  const { table, label } = plan;
  const spec: PipelineYaml = {
    name,
    title: `${label.column.header} = ${label.positive}`.slice(0, 200),
    owner: 'nobody@example.com',
    description: `Made by "nightjar new" from ${table.rows} rows: ${label.note}.`,
    schedule: {
      cron: '0 3 * * ? *',
      timeZone: 'UTC',
      enabled: false,
      sourcesDeadline: '05:00',
      finishBy: '07:00',
    },
    sources: {
      records: {
        format: 'csv',
        csv: { delimiter: table.delimiter },
        columns: sourceColumns(plan),
        quality: 'quality/records.dqdl',
      },
    },
    quality: { pass: 1, warn: 0.8, critical: ['RowCount'] },
    tables: {
      records: {
        from: 'records',
        sql: 'sql/records.sql',
        columns: {
          ...(plan.id === undefined ? { row_id: 'STRING' } : {}),
          ...Object.fromEntries(plan.kept.map((column) => [column.name, typeOf(column)])),
        },
      },
    },
    features: featuresPart(plan),
    split:
      plan.time !== undefined
        ? { by: 'time', validation: 0.15, holdout: 0.2 }
        : {
            by: 'hash',
            ...(plan.group.length === 0 ? {} : { key: 'split_group' }),
            validation: 0.15,
            holdout: 0.2,
          },
    training: { algorithm: 'xgboost', version: '3.2-0', hyperparameters: hyperparameters(table.rows) },
    evaluation: {
      metric: 'auc',
      gates: { auc: { min: 0.55 } },
      promote: 'not-worse',
      tolerance: 0.01,
      ...(plan.protected.length === 0
        ? {}
        : {
            segments: plan.protected.map(({ name }) => name),
            adverseImpact: {
              favourable: 'low-score',
              share: 0.7,
              minimumRatio: 0.8,
              minimumGroupRows: 50,
              action: 'warn',
            },
          }),
    },
  };
  const dropped = plan.dropped.map(({ column, why }) => `#   ${column.header}: ${why}`);
  return [
    '# yaml-language-server: $schema=../pipeline.schema.json',
    ...(dropped.length === 0 ? [] : ['# Columns of the file that are no features:', ...dropped]),
    '# Worth a look before it is scheduled: owner, schedule, the gates of the evaluation, the SQL.',
    stringify(spec, { lineWidth: 120 }),
  ].join('\n');
};
