-- One row per loan with a known outcome. Money is exact; a ratio is made of exact sums and rounded, so every run writes the same digits.
SELECT
  a.loan_id,
  a.application_date,
  a.defaulted,
  CAST(try_divide(CAST(a.instalment AS DOUBLE), CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS instalment_to_income,
  CAST(try_divide(CAST(a.amount AS DOUBLE), CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS loan_to_income,
  a.declared_income,
  a.term_months,
  a.annual_rate,
  CASE WHEN a.purpose = 'car' THEN 1 ELSE 0 END AS purpose_car,
  CASE WHEN a.purpose = 'home' THEN 1 ELSE 0 END AS purpose_home,
  CASE WHEN a.purpose = 'debt_consolidation' THEN 1 ELSE 0 END AS purpose_debt_consolidation,
  CASE WHEN a.channel = 'broker' THEN 1 ELSE 0 END AS channel_broker,
  CASE WHEN a.channel = 'mobile' THEN 1 ELSE 0 END AS channel_mobile,
  CASE WHEN a.housing = 'tenant' THEN 1 ELSE 0 END AS housing_tenant,
  CASE WHEN a.housing = 'family' THEN 1 ELSE 0 END AS housing_family,
  CASE WHEN a.employment = 'temporary' THEN 1 ELSE 0 END AS employment_temporary,
  CASE WHEN a.employment = 'self_employed' THEN 1 ELSE 0 END AS employment_self_employed,
  CASE WHEN a.employment = 'pension' THEN 1 ELSE 0 END AS employment_pension,
  CAST(floor(months_between(a.application_date, a.joined_on)) AS INT) AS months_as_customer,
  CAST(try_divide(CAST(m.balances_3m AS DOUBLE), m.months_3m * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(12, 4)) AS month_end_balance_to_income_3m,
  CAST(try_divide(CAST(m.balances_6m AS DOUBLE), m.months_6m * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(12, 4)) AS month_end_balance_to_income_6m,
  CAST(try_divide(CAST(m.balances_12m AS DOUBLE), m.months_12m * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(12, 4)) AS month_end_balance_to_income_12m,
  CAST(try_divide(CAST(y.lowest_balance_6m AS DOUBLE), CAST(a.declared_income AS DOUBLE)) AS DECIMAL(12, 4)) AS lowest_balance_to_income_6m,
  CAST(try_divide(CAST(y.lowest_balance_12m AS DOUBLE), CAST(a.declared_income AS DOUBLE)) AS DECIMAL(12, 4)) AS lowest_balance_to_income_12m,
  CAST(try_divide(CAST(y.overdrawn_12m AS DOUBLE), CAST(y.bookings_12m AS DOUBLE)) AS DECIMAL(9, 4)) AS overdrawn_share_12m,
  CAST(try_divide(CAST(y.salary_6m AS DOUBLE), 6 * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS salary_to_declared_6m,
  CAST(coalesce(y.benefits_12m, 0) AS INT) AS benefit_months_12m,
  CAST(coalesce(y.returned_debits_6m, 0) AS INT) AS returned_debits_6m,
  CAST(coalesce(y.returned_debits_12m, 0) AS INT) AS returned_debits_12m,
  CAST(try_divide(CAST(y.card_6m AS DOUBLE), 6 * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS card_to_income_6m,
  CAST(try_divide(CAST(y.cash_6m AS DOUBLE), 6 * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS cash_to_income_6m,
  CAST(coalesce(y.gambling_12m, 0) AS INT) AS gambling_bookings_12m,
  CAST(try_divide(CAST(y.instalments_3m AS DOUBLE), 3 * CAST(a.declared_income AS DOUBLE)) AS DECIMAL(9, 4)) AS instalments_to_income_3m,
  CAST(coalesce(b.loans_before_12m, 0) AS INT) AS loans_before_12m,
  CAST(coalesce(b.loans_running, 0) AS INT) AS loans_running,
  -- Beside the features, never among them.
  a.gender,
  CASE
    WHEN months_between(a.application_date, a.birth_date) < 300 THEN 'under 25'
    WHEN months_between(a.application_date, a.birth_date) < 480 THEN '25 to 39'
    WHEN months_between(a.application_date, a.birth_date) < 660 THEN '40 to 54'
    ELSE '55 and over'
  END AS age_group,
  a.nationality,
  a.channel,
  a.purpose,
  a.true_probability
FROM applications a
LEFT JOIN year_before y ON y.loan_id = a.loan_id
LEFT JOIN month_ends_before m ON m.loan_id = a.loan_id
LEFT JOIN loans_before b ON b.loan_id = a.loan_id
