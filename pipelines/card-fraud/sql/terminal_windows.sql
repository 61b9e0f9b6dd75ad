-- How many of the terminal's transactions were frauds in 1, 7 and 30 days, as known a week later: the windows end seven days ago,
-- because a fraud becomes known within a week.
SELECT
  transaction_id,
  count(*) OVER one_day AS nb_1,
  sum(tx_fraud) OVER one_day AS frauds_1,
  count(*) OVER seven_days AS nb_7,
  sum(tx_fraud) OVER seven_days AS frauds_7,
  count(*) OVER thirty_days AS nb_30,
  sum(tx_fraud) OVER thirty_days AS frauds_30
FROM transactions_in_reach
WINDOW
  one_day AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 691199 PRECEDING AND 604800 PRECEDING),
  seven_days AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 1209599 PRECEDING AND 604800 PRECEDING),
  thirty_days AS (PARTITION BY terminal_id ORDER BY tx_second RANGE BETWEEN 3196799 PRECEDING AND 604800 PRECEDING)
