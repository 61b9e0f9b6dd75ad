-- What the bank knew on the day before an application: bookings of the 365 days before it, by the day they were booked. A late booking
-- with an older value date was not known yet and does not count.
SELECT
  a.loan_id,
  datediff(a.application_date, t.booking_date) AS days_before,
  t.transaction_id,
  t.value_date,
  t.amount,
  t.balance_after,
  t.category
FROM applications a
JOIN transactions t
  ON t.account_id = a.account_id
  AND t.booking_date < a.application_date
  AND t.booking_date >= date_sub(a.application_date, 365)
