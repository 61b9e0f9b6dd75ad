-- The Handbook's fifteen features, for the training week and the test week. Sums of decimals and counts are exact; a mean is made of
-- them and rounded, so that every run writes the same digits.
SELECT
  t.transaction_id,
  t.tx_datetime,
  t.tx_fraud,
  t.tx_amount,
  CASE WHEN weekday(t.tx_datetime) >= 5 THEN 1 ELSE 0 END AS tx_during_weekend,
  CASE WHEN hour(t.tx_datetime) <= 6 THEN 1 ELSE 0 END AS tx_during_night,
  CAST(c.nb_1 AS INT) AS customer_nb_tx_1day_window,
  CAST(CAST(c.amount_1 AS DOUBLE) / c.nb_1 AS DECIMAL(18, 4)) AS customer_avg_amount_1day_window,
  CAST(c.nb_7 AS INT) AS customer_nb_tx_7day_window,
  CAST(CAST(c.amount_7 AS DOUBLE) / c.nb_7 AS DECIMAL(18, 4)) AS customer_avg_amount_7day_window,
  CAST(c.nb_30 AS INT) AS customer_nb_tx_30day_window,
  CAST(CAST(c.amount_30 AS DOUBLE) / c.nb_30 AS DECIMAL(18, 4)) AS customer_avg_amount_30day_window,
  CAST(m.nb_1 AS INT) AS terminal_nb_tx_1day_window,
  CAST(coalesce(try_divide(CAST(m.frauds_1 AS DOUBLE), CAST(m.nb_1 AS DOUBLE)), 0) AS DECIMAL(9, 6)) AS terminal_risk_1day_window,
  CAST(m.nb_7 AS INT) AS terminal_nb_tx_7day_window,
  CAST(coalesce(try_divide(CAST(m.frauds_7 AS DOUBLE), CAST(m.nb_7 AS DOUBLE)), 0) AS DECIMAL(9, 6)) AS terminal_risk_7day_window,
  CAST(m.nb_30 AS INT) AS terminal_nb_tx_30day_window,
  CAST(coalesce(try_divide(CAST(m.frauds_30 AS DOUBLE), CAST(m.nb_30 AS DOUBLE)), 0) AS DECIMAL(9, 6)) AS terminal_risk_30day_window,
  CASE WHEN weekday(t.tx_datetime) >= 5 THEN 'weekend' ELSE 'working day' END AS part_of_week
FROM transactions_in_reach t
JOIN customer_windows c ON c.transaction_id = t.transaction_id
JOIN terminal_windows m ON m.transaction_id = t.transaction_id
LEFT JOIN compromised k ON k.customer_id = t.customer_id
WHERE t.day BETWEEN -20 AND -14
  OR (t.day BETWEEN -6 AND 0 AND (k.first_fraud_day IS NULL OR k.first_fraud_day > t.day - 8))
