WITH numbered AS (
  SELECT *, row_number() OVER (PARTITION BY account_id ORDER BY opened_on, customer_id, kind) AS copy
  FROM raw_accounts
)
SELECT
  a.account_id,
  a.customer_id,
  a.kind,
  a.opened_on,
  CASE
    WHEN a.copy > 1 THEN 'duplicate: this account is there already'
    WHEN c.customer_id IS NULL THEN concat('orphan: no customer ', CAST(a.customer_id AS STRING))
    WHEN a.opened_on IS NULL THEN 'missing: opened_on'
    WHEN a.opened_on > :business_date THEN 'impossible: opened after the business date'
    WHEN a.currency IS NULL OR a.currency <> 'EUR' THEN 'unsupported: currency is not EUR'
  END AS quarantine_reason
FROM numbered a
LEFT JOIN customers c ON c.customer_id = a.customer_id
