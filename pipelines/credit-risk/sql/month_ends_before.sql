-- The balance after the last booking of each month: steadier than the balance of any one day.
WITH last_of_month AS (
  SELECT
    loan_id,
    days_before,
    balance_after,
    row_number() OVER (
      PARTITION BY loan_id, trunc(value_date, 'MM') ORDER BY value_date DESC, transaction_id DESC
    ) AS from_the_end
  FROM bookings_before
)
SELECT
  loan_id,
  sum(CASE WHEN days_before <= 91 THEN balance_after ELSE 0 END) AS balances_3m,
  sum(CASE WHEN days_before <= 91 THEN 1 ELSE 0 END) AS months_3m,
  sum(CASE WHEN days_before <= 182 THEN balance_after ELSE 0 END) AS balances_6m,
  sum(CASE WHEN days_before <= 182 THEN 1 ELSE 0 END) AS months_6m,
  sum(balance_after) AS balances_12m,
  count(*) AS months_12m
FROM last_of_month
WHERE from_the_end = 1
GROUP BY loan_id
