-- The bank's own tables as cash bookings: who, where, when, in or out, how much. The rest of the report knows only these columns.
SELECT
  t.transaction_id,
  t.account_id,
  a.customer_id,
  t.booking_date AS business_day,
  CASE WHEN t.amount < 0 THEN 'out' ELSE 'in' END AS direction,
  abs(t.amount) AS amount
FROM transactions t
LEFT JOIN accounts a ON a.account_id = t.account_id
