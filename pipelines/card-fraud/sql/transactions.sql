WITH numbered AS (
  SELECT *, row_number() OVER (PARTITION BY transaction_id ORDER BY tx_time_seconds, customer_id, terminal_id) AS copy
  FROM raw_transactions
)
SELECT
  transaction_id,
  tx_datetime,
  customer_id,
  terminal_id,
  tx_amount,
  tx_time_seconds AS tx_second,
  tx_fraud,
  CASE
    WHEN copy > 1 THEN 'duplicate: this transaction is there already'
    WHEN tx_amount < 0 THEN 'impossible: amount below zero'
    WHEN tx_fraud NOT IN (0, 1) THEN concat('unknown: tx_fraud ', CAST(tx_fraud AS STRING))
  END AS quarantine_reason
FROM numbered
