-- A booking of an account without a known holder counts for nobody and is filed for nobody: it stays below the threshold under customer
-- NULL, where the requirement on the filings finds it.
SELECT
  customer_id,
  business_day,
  direction,
  CAST(sum(amount) AS DECIMAL(18,2)) AS amount,
  count(*) AS transactions,
  count(DISTINCT account_id) AS accounts,
  customer_id IS NOT NULL
    AND (sum(amount) > :threshold OR (:inclusive AND sum(amount) = :threshold)) AS reached
FROM cash
GROUP BY customer_id, business_day, direction
