-- Loans whose outcome is known: a whole year has passed since the application. Applied for in the eighteen months before that year,
-- so that every one also has a whole year of bookings before it.
SELECT
  l.*,
  c.birth_date,
  c.gender,
  c.nationality,
  c.housing,
  c.employment,
  c.joined_on,
  CASE WHEN l.first_90_days_past_due_on <= add_months(l.application_date, 12) THEN 1 ELSE 0 END AS defaulted
FROM loans l
JOIN customers c ON c.customer_id = l.customer_id
WHERE l.application_date <= add_months(:business_date, -12)
  AND l.application_date > add_months(:business_date, -30)
