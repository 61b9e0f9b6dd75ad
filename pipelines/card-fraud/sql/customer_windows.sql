-- How often and for how much the customer paid in the last 1, 7 and 30 days, this transaction included. A day is 86,400 seconds.
SELECT
  transaction_id,
  count(*) OVER one_day AS nb_1,
  sum(tx_amount) OVER one_day AS amount_1,
  count(*) OVER seven_days AS nb_7,
  sum(tx_amount) OVER seven_days AS amount_7,
  count(*) OVER thirty_days AS nb_30,
  sum(tx_amount) OVER thirty_days AS amount_30
FROM transactions_in_reach
WINDOW
  one_day AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 86399 PRECEDING AND CURRENT ROW),
  seven_days AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 604799 PRECEDING AND CURRENT ROW),
  thirty_days AS (PARTITION BY customer_id ORDER BY tx_second RANGE BETWEEN 2591999 PRECEDING AND CURRENT ROW)
