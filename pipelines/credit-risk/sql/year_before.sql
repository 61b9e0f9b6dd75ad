SELECT
  loan_id,
  count(*) AS bookings_12m,
  sum(CASE WHEN balance_after < 0 THEN 1 ELSE 0 END) AS overdrawn_12m,
  min(CASE WHEN days_before <= 182 THEN balance_after END) AS lowest_balance_6m,
  min(balance_after) AS lowest_balance_12m,
  sum(CASE WHEN category = 'salary' AND days_before <= 182 THEN amount ELSE 0 END) AS salary_6m,
  sum(CASE WHEN category = 'benefit' THEN 1 ELSE 0 END) AS benefits_12m,
  sum(CASE WHEN category = 'returned_debit' AND days_before <= 182 THEN 1 ELSE 0 END) AS returned_debits_6m,
  sum(CASE WHEN category = 'returned_debit' THEN 1 ELSE 0 END) AS returned_debits_12m,
  sum(CASE WHEN category = 'card' AND days_before <= 182 THEN -amount ELSE 0 END) AS card_6m,
  sum(CASE WHEN category = 'cash' AND days_before <= 182 THEN -amount ELSE 0 END) AS cash_6m,
  sum(CASE WHEN category = 'gambling' THEN 1 ELSE 0 END) AS gambling_12m,
  sum(CASE WHEN category = 'loan_instalment' AND days_before <= 91 THEN -amount ELSE 0 END) AS instalments_3m
FROM bookings_before
GROUP BY loan_id
