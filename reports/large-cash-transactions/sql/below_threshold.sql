SELECT
  business_day,
  direction,
  count(customer_id) AS customers,
  CAST(sum(transactions) AS BIGINT) AS transactions,
  CAST(sum(amount) AS DECIMAL(18,2)) AS amount
FROM customer_days
WHERE NOT reached
GROUP BY business_day, direction
