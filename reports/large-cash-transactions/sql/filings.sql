SELECT
  concat_ws('-', CAST(d.customer_id AS STRING), CAST(d.business_day AS STRING), d.direction) AS filing_id,
  d.customer_id,
  d.business_day,
  d.direction,
  d.amount,
  d.transactions,
  d.accounts,
  d.transactions > 1 AS aggregated,
  h.birth_date,
  h.nationality,
  h.region
FROM customer_days d
LEFT JOIN holders h ON h.customer_id = d.customer_id
WHERE d.reached
