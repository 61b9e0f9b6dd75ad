import type { PipelineYaml } from '../../../functions/shared/contracts/pipeline.ts';

/** The smallest spec that is one. */
export const minimalSpec = {
  name: 'tiny',
  title: 'Tiny',
  owner: 'tests@bank.example',
  schedule: { cron: '0 3 * * ? *', timeZone: 'UTC', sourcesDeadline: '05:00', finishBy: '07:00' },
  sources: {
    things: { columns: { thing_id: { type: 'BIGINT', required: true }, made_on: 'DATE', price: 'DECIMAL(18,2)' } },
  },
  tables: { things: { from: 'things', sql: 'sql/things.sql', columns: { thing_id: 'BIGINT', made_on: 'DATE' } } },
  features: { sql: 'sql/features.sql', id: 'row_key', idType: 'BIGINT', label: 'label', columns: { x: 'INT' } },
  split: { by: 'hash', validation: 0.2, holdout: 0.2 },
  training: { algorithm: 'xgboost', hyperparameters: { objective: 'binary:logistic', num_round: 10 } },
} satisfies PipelineYaml;
