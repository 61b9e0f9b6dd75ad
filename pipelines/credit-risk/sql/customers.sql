-- The customer master holds older versions of some customers: the latest one counts, the others are quarantined.
WITH versions AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY customer_id ORDER BY updated_on DESC, region) AS version
  FROM raw_customers
)
SELECT
  customer_id,
  birth_date,
  CASE lower(substring(gender, 1, 1)) WHEN 'f' THEN 'female' WHEN 'm' THEN 'male' ELSE 'unknown' END AS gender,
  coalesce(nationality, 'unknown') AS nationality,
  region,
  housing,
  employment,
  joined_on,
  CASE
    WHEN version > 1 THEN 'duplicate: a newer version of this customer is there'
    WHEN birth_date IS NULL THEN 'missing: birth_date'
    WHEN birth_date > add_months(joined_on, -216) THEN 'impossible: not yet 18 on the day of joining'
    WHEN birth_date < add_months(joined_on, -1440) THEN 'impossible: over 120 on the day of joining'
    WHEN joined_on > :business_date THEN 'impossible: joined after the business date'
  END AS quarantine_reason
FROM versions
