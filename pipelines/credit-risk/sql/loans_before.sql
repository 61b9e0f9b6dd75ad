-- Loans of the same customer in the year before the application, as known on the day before it. A count over all the years there are
-- would grow with the length of the files, not with the customer.
SELECT
  a.loan_id,
  count(*) AS loans_before_12m,
  sum(CASE WHEN add_months(b.application_date, b.term_months) > a.application_date THEN 1 ELSE 0 END) AS loans_running
FROM applications a
JOIN loans b ON b.customer_id = a.customer_id
  AND b.application_date < a.application_date
  AND b.application_date >= add_months(a.application_date, -12)
GROUP BY a.loan_id
