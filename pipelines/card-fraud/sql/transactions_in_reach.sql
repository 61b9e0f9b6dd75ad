-- The first training day lies 20 days back; its widest window, a terminal's month behind a week's delay, reaches 37 days further.
-- One second column in whole numbers drives every window: faster than intervals, with the same rows.
SELECT
  transaction_id,
  customer_id,
  terminal_id,
  tx_datetime,
  tx_amount,
  tx_second,
  tx_fraud,
  datediff(CAST(tx_datetime AS DATE), :business_date) AS day
FROM transactions
WHERE tx_datetime >= CAST(date_sub(:business_date, 58) AS TIMESTAMP_NTZ)
  AND tx_datetime < CAST(date_add(:business_date, 1) AS TIMESTAMP_NTZ)
