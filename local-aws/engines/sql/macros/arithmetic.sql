-- Operators whose edge cases differ: division by zero raises in Spark, unless the dividend is NULL.
CREATE MACRO spark_divide(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('DIVIDE_BY_ZERO: write try_divide or nullif to get NULL') WHEN b = 0 THEN NULL ELSE a / b END;
CREATE MACRO spark_remainder(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('REMAINDER_BY_ZERO: write try_mod or nullif to get NULL') WHEN b = 0 THEN NULL ELSE a % b END;
CREATE MACRO spark_integral_divide(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('DIVIDE_BY_ZERO: write try_divide or nullif to get NULL') WHEN b = 0 THEN NULL ELSE a // b END;

-- Exact division of DECIMALs, rounded half up. a and b are the digits without the point, `factor` shifts a to the result's scale, `unit` is 10^-scale.
CREATE MACRO spark_half_up(n, d) AS (n // d) + CASE WHEN abs(n % d) >= abs(d) - abs(n % d) THEN CASE WHEN (n < 0) = (d < 0) THEN 1 ELSE -1 END ELSE 0 END;
CREATE MACRO spark_decimal_divide(a, b, factor, unit, missing) AS CASE
  WHEN b = 0 AND a IS NOT NULL THEN error('DIVIDE_BY_ZERO: write try_divide or nullif to get NULL')
  WHEN a IS NULL OR b IS NULL THEN missing
  ELSE CAST(spark_half_up(a * factor, b) AS DECIMAL(38,0)) * unit END;
