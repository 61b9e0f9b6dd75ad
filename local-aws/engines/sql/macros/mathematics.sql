CREATE MACRO spark_sign(x) AS CASE WHEN isnan(x) OR x = 0 THEN x WHEN x > 0 THEN CAST(1 AS DOUBLE) WHEN x < 0 THEN CAST(-1 AS DOUBLE) END;
-- Doubles become BIGINTs as Java casts them: beyond the range they are its ends, NaN is 0.
CREATE MACRO spark_double_to_bigint(x) AS CASE WHEN isnan(x) THEN CAST(0 AS BIGINT) WHEN x >= 9223372036854775807 THEN CAST(9223372036854775807 AS BIGINT)
  WHEN x <= -9223372036854775808 THEN CAST(-9223372036854775808 AS BIGINT) ELSE CAST(x AS BIGINT) END;
CREATE MACRO spark_pmod(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN error('REMAINDER_BY_ZERO: write nullif to get NULL') WHEN b = 0 THEN NULL
  WHEN a % b < 0 THEN ((a % b) + b) % b ELSE a % b END;
CREATE MACRO spark_round_half_up(n, step) AS CASE WHEN abs(n % step) * 2 >= step THEN (n // step + CASE WHEN n < 0 THEN -1 ELSE 1 END) * step ELSE (n // step) * step END;
CREATE MACRO spark_round_half_even(n, step) AS CASE WHEN abs(n % step) * 2 > step OR (abs(n % step) * 2 = step AND (n // step) % 2 <> 0)
  THEN (n // step + CASE WHEN n < 0 THEN -1 ELSE 1 END) * step ELSE (n // step) * step END;
CREATE MACRO spark_width_bucket(x, low, high, n) AS CASE WHEN isnan(x) OR n <= 0 OR low = high OR NOT isfinite(low) OR NOT isfinite(high) THEN NULL
  WHEN low < high THEN CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE CAST(trunc(n * (x - low) / (high - low)) AS BIGINT) + 1 END
  ELSE CASE WHEN x > low THEN 0 WHEN x <= high THEN n + 1 ELSE CAST(trunc(n * (low - x) / (low - high)) AS BIGINT) + 1 END END;
