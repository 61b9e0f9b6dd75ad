/**
 * What the nights of a period say about their models, as tables: one row a night in `decisions`, and for each night that released a model
 * its parts by `model_id`. Texts and exact decimals, so that every engine reads the same.
 */
export const recordTables = {
  decisions: {
    pipeline: 'STRING',
    business_date: 'DATE',
    run_id: 'STRING',
    decision: 'STRING',
    reason: 'STRING',
    auc: 'DECIMAL(9,6)',
    model_id: 'STRING',
  },
  models: {
    model_id: 'STRING',
    pipeline: 'STRING',
    title: 'STRING',
    purpose: 'STRING',
    owner: 'STRING',
    business_date: 'DATE',
    version: 'INT',
    model_package: 'STRING',
    algorithm: 'STRING',
    training_rows: 'BIGINT',
    validation_rows: 'BIGINT',
    holdout_rows: 'BIGINT',
    split_by: 'STRING',
    rows_in: 'BIGINT',
    rows_out: 'BIGINT',
    rows_quarantined: 'BIGINT',
    quality_score: 'DECIMAL(9,6)',
    reason: 'STRING',
    approval: 'STRING',
    approved_by: 'STRING',
    spec_hash: 'STRING',
    run_id: 'STRING',
  },
  model_quality: { model_id: 'STRING', source_table: 'STRING', score: 'DECIMAL(9,6)', verdict: 'STRING' },
  model_performance: {
    model_id: 'STRING',
    model: 'STRING',
    metric: 'STRING',
    value: 'DECIMAL(9,6)',
    low: 'DECIMAL(9,6)',
    high: 'DECIMAL(9,6)',
  },
  model_gates: { model_id: 'STRING', gate: 'STRING', passed: 'BOOLEAN', finding: 'STRING' },
  model_drift: { model_id: 'STRING', subject: 'STRING', name: 'STRING', psi: 'DECIMAL(18,6)' },
  model_fairness: {
    model_id: 'STRING',
    attribute: 'STRING',
    value: 'STRING',
    rows: 'BIGINT',
    share: 'DECIMAL(9,6)',
    ratio: 'DECIMAL(9,6)',
    verdict: 'STRING',
  },
  model_lineage: { model_id: 'STRING', part: 'STRING', address: 'STRING' },
} as const satisfies Record<string, Record<string, string>>;

export type RecordTable = keyof typeof recordTables;
export type RecordRow = Record<string, string | number | boolean | null>;
