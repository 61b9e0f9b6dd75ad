-- Whole months from a to b, by the day and the time within the month, as `ChronoUnit.MONTHS.between` counts.
CREATE MACRO spark_month_number(t) AS year(t) * 12 + month(t) - 1;
CREATE MACRO spark_within_month(t) AS epoch_us(CAST(t AS TIMESTAMP)) - epoch_us(CAST(date_trunc('month', CAST(t AS TIMESTAMP)) AS TIMESTAMP));
CREATE MACRO spark_whole_months(a, b) AS CAST(spark_month_number(b) - spark_month_number(a)
  - CASE WHEN spark_month_number(b) > spark_month_number(a) AND spark_within_month(b) < spark_within_month(a) THEN 1
         WHEN spark_month_number(b) < spark_month_number(a) AND spark_within_month(b) > spark_within_month(a) THEN -1 ELSE 0 END AS BIGINT);

-- Source: `SparkDateTimeUtils.monthsBetween`: same day or both month ends count whole, else 31 days a month, rounded to 8 digits. Seconds count, fractions do not.
CREATE MACRO spark_seconds_within_month(t) AS (day(t) * 86400) + hour(t) * 3600 + minute(t) * 60 + second(t);
CREATE MACRO spark_months_between(a, b, rounds) AS CASE
  WHEN day(a) = day(b) OR (CAST(a AS DATE) = last_day(a) AND CAST(b AS DATE) = last_day(b)) THEN CAST(spark_month_number(a) - spark_month_number(b) AS DOUBLE)
  WHEN rounds THEN java_round_half_up(CAST(spark_month_number(a) - spark_month_number(b) AS DOUBLE) + CAST(spark_seconds_within_month(a) - spark_seconds_within_month(b) AS DOUBLE) / CAST(2678400 AS DOUBLE), 8)
  ELSE CAST(spark_month_number(a) - spark_month_number(b) AS DOUBLE) + CAST(spark_seconds_within_month(a) - spark_seconds_within_month(b) AS DOUBLE) / CAST(2678400 AS DOUBLE) END;

-- The compiler turns a constant date pattern into strptime's format f and a regular expression r: Spark wants every digit, strptime does not.
CREATE MACRO spark_try_parse(s, f, r) AS CASE WHEN regexp_full_match(s, r) THEN try_strptime(s, f) END;
CREATE MACRO spark_parse(s, f, r) AS CASE WHEN s IS NULL THEN NULL WHEN spark_try_parse(s, f, r) IS NULL THEN error('CANNOT_PARSE_TIMESTAMP: ''' || s || '''; write try_to_date or try_to_timestamp to get NULL')
  ELSE spark_try_parse(s, f, r) END;
