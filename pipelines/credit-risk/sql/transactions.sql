-- Amounts come unsigned with a direction; from here on debits are below zero.
WITH numbered AS (
  SELECT *, row_number() OVER (PARTITION BY transaction_id ORDER BY booking_date, account_id, amount) AS copy
  FROM raw_transactions
)
SELECT
  t.transaction_id,
  t.account_id,
  t.value_date,
  t.booking_date,
  CASE t.direction WHEN 'debit' THEN -t.amount ELSE t.amount END AS amount,
  t.balance_after,
  coalesce(t.category, 'other') AS category,
  CASE
    WHEN t.copy > 1 THEN 'duplicate: this transaction is there already'
    WHEN a.account_id IS NULL THEN concat('orphan: no account ', CAST(t.account_id AS STRING))
    WHEN t.amount IS NULL THEN 'missing: amount'
    WHEN t.amount < 0 THEN 'impossible: amount below zero'
    WHEN t.direction IS NULL OR t.direction NOT IN ('credit', 'debit') THEN 'unknown: direction'
    WHEN t.value_date IS NULL THEN 'missing: value_date'
    WHEN t.booking_date > :business_date THEN 'impossible: booked after the business date'
  END AS quarantine_reason
FROM numbered t
LEFT JOIN accounts a ON a.account_id = t.account_id
