-- Earlier loans of the same customer, as known on the day before the application.
SELECT
  a.loan_id,
  count(*) AS loans_before,
  sum(CASE WHEN add_months(b.application_date, b.term_months) > a.application_date THEN 1 ELSE 0 END) AS loans_running
FROM applications a
JOIN loans b ON b.customer_id = a.customer_id AND b.application_date < a.application_date
GROUP BY a.loan_id
