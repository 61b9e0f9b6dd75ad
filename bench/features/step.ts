import { parseStepDocument, type StepDocument } from '../../local-aws/engines/sql/step/stepDocument.ts';

const COLUMNS = [
  'TRANSACTION_ID',
  'TX_DATETIME',
  'CUSTOMER_ID',
  'TERMINAL_ID',
  'TX_AMOUNT',
  'TX_TIME_SECONDS',
  'TX_TIME_DAYS',
  'TX_FRAUD',
  'TX_FRAUD_SCENARIO',
];

const TYPED = `SELECT CAST(TRANSACTION_ID AS BIGINT) AS transaction_id, CAST(TX_DATETIME AS TIMESTAMP_NTZ) AS tx_datetime, CAST(CUSTOMER_ID AS BIGINT) AS customer_id,
  CAST(TERMINAL_ID AS BIGINT) AS terminal_id, CAST(TX_AMOUNT AS DECIMAL(18,2)) AS tx_amount, CAST(TX_TIME_SECONDS AS BIGINT) AS tx_second, CAST(TX_FRAUD AS INT) AS tx_fraud
  FROM landed`;

/** Windows of 1, 7 and 30 days per customer, and of the terminal's frauds with a week's delay. */
const FEATURES = `SELECT transaction_id, tx_datetime, tx_amount, tx_fraud,
  CASE WHEN weekday(tx_datetime) >= 5 THEN 1 ELSE 0 END AS weekend, CASE WHEN hour(tx_datetime) <= 6 THEN 1 ELSE 0 END AS night,
  count(*) OVER c1 AS nb_1, CAST(sum(tx_amount) OVER c1 AS DOUBLE) / count(*) OVER c1 AS avg_1,
  count(*) OVER c7 AS nb_7, CAST(sum(tx_amount) OVER c7 AS DOUBLE) / count(*) OVER c7 AS avg_7,
  count(*) OVER c30 AS nb_30, CAST(sum(tx_amount) OVER c30 AS DOUBLE) / count(*) OVER c30 AS avg_30,
  count(*) OVER t1 AS terminal_nb_1, coalesce(sum(tx_fraud) OVER t1, 0) AS terminal_frauds_1,
  count(*) OVER t7 AS terminal_nb_7, coalesce(sum(tx_fraud) OVER t7, 0) AS terminal_frauds_7,
  count(*) OVER t30 AS terminal_nb_30, coalesce(sum(tx_fraud) OVER t30, 0) AS terminal_frauds_30
FROM typed
WINDOW c1 AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 86399 PRECEDING AND CURRENT ROW),
  c7 AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 604799 PRECEDING AND CURRENT ROW),
  c30 AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 2591999 PRECEDING AND CURRENT ROW),
  t1 AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 691199 PRECEDING AND 604800 PRECEDING),
  t7 AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 1209599 PRECEDING AND 604800 PRECEDING),
  t30 AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 3196799 PRECEDING AND 604800 PRECEDING)`;

/** The same two statements for each way; bare DuckDB gets them in its own dialect. */
export const statements = { columns: COLUMNS, typed: TYPED, features: FEATURES };

const types: Record<string, string> = {
  transaction_id: 'BIGINT',
  tx_datetime: 'TIMESTAMP_NTZ',
  tx_amount: 'DECIMAL(18,2)',
  tx_fraud: 'INT',
  weekend: 'INT',
  night: 'INT',
};
const names = [
  'nb_1',
  'avg_1',
  'nb_7',
  'avg_7',
  'nb_30',
  'avg_30',
  'terminal_nb_1',
  'terminal_frauds_1',
  'terminal_nb_7',
  'terminal_frauds_7',
  'terminal_nb_30',
  'terminal_frauds_30',
];

export const featureStep = (): StepDocument =>
  parseStepDocument({
    version: 1,
    name: 'features',
    inputs: [
      {
        name: 'landed',
        format: 'csv',
        files: ['s3://bench/transactions.csv.gz'],
        columns: COLUMNS.map((name) => ({ name, type: 'STRING' })),
      },
    ],
    views: [{ name: 'typed', sql: TYPED }],
    outputs: [
      {
        name: 'features',
        sql: FEATURES,
        columns: [
          ...Object.entries(types).map(([name, type]) => ({ name, type })),
          ...names.map((name) => ({ name, type: name.startsWith('avg') ? 'DOUBLE' : 'BIGINT' })),
        ],
        location: 's3://bench/features/',
        format: 'parquet',
      },
    ],
    manifest: 's3://bench/manifest.json',
  });
