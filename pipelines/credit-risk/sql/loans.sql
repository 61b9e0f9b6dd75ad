WITH numbered AS (
  SELECT *, row_number() OVER (PARTITION BY loan_id ORDER BY application_date, account_id, amount) AS copy
  FROM raw_loans
)
SELECT
  l.loan_id,
  l.account_id,
  a.customer_id,
  l.application_date,
  l.amount,
  l.term_months,
  l.annual_rate,
  l.instalment,
  l.declared_income,
  l.purpose,
  l.channel,
  l.first_90_days_past_due_on,
  l.true_probability,
  CASE
    WHEN l.copy > 1 THEN 'duplicate: this loan is there already'
    WHEN a.account_id IS NULL THEN concat('orphan: no account ', CAST(l.account_id AS STRING))
    WHEN l.amount IS NULL OR l.instalment IS NULL OR l.term_months IS NULL THEN 'missing: amount, instalment or term'
    WHEN l.amount <= 0 THEN 'impossible: amount not above zero'
    WHEN l.term_months <= 0 THEN 'impossible: term not above zero'
    WHEN l.application_date > :business_date THEN 'impossible: applied for after the business date'
    WHEN l.first_90_days_past_due_on > :business_date THEN 'impossible: past due after the business date'
    WHEN l.first_90_days_past_due_on < date_add(l.application_date, 90) THEN 'impossible: 90 days past due within 90 days'
  END AS quarantine_reason
FROM numbered l
LEFT JOIN accounts a ON a.account_id = l.account_id
