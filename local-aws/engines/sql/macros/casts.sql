-- Casts between types whose rules differ. `spark_…` fails as Spark's CAST does, `spark_try_…` gives NULL; the compiler casts the answer to the target.
-- Text is trimmed of everything up to the space character first, as `UTF8String.trimAll` does.
CREATE MACRO spark_trimmed(s) AS regexp_replace(s, '^[\x00-\x20]+|[\x00-\x20]+$', '', 'g');

CREATE MACRO spark_try_text_to_integer(s) AS CASE WHEN regexp_full_match(spark_trimmed(s), '[+-]?[0-9]+') THEN spark_trimmed(s) END;
CREATE MACRO spark_text_to_integer(s) AS CASE WHEN s IS NULL THEN NULL
  WHEN regexp_full_match(spark_trimmed(s), '[+-]?[0-9]+') THEN spark_trimmed(s) ELSE error('CAST_INVALID_INPUT: ''' || s || ''' is no integer') END;

CREATE MACRO spark_double_to_integer(x) AS CASE WHEN isnan(x) THEN error('CAST_OVERFLOW: NaN') ELSE trunc(x) END;
CREATE MACRO spark_try_double_to_integer(x) AS CASE WHEN isnan(x) THEN NULL ELSE trunc(x) END;

-- By text, so that 1.005e0 becomes 1.01; texts with an exponent are written out first, because DuckDB reads '5e-4' as 0.01.
CREATE MACRO spark_is_number(s) AS regexp_full_match(s, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?');
CREATE MACRO spark_plain_number(s) AS CASE WHEN regexp_matches(s, '[eE]') THEN java_plain_number(s) ELSE s END;
CREATE MACRO spark_try_text_to_decimal_text(s) AS CASE WHEN spark_is_number(spark_trimmed(s)) THEN spark_plain_number(spark_trimmed(s)) END;
CREATE MACRO spark_text_to_decimal_text(s) AS CASE WHEN s IS NULL THEN NULL
  WHEN spark_is_number(spark_trimmed(s)) THEN spark_plain_number(spark_trimmed(s)) ELSE error('CAST_INVALID_INPUT: ''' || s || ''' is no number') END;
CREATE MACRO spark_try_double_to_decimal_text(x) AS CASE WHEN isfinite(x) THEN spark_plain_number(spark_double_text(x)) END;
CREATE MACRO spark_double_to_decimal_text(x) AS CASE WHEN isfinite(x) THEN spark_plain_number(spark_double_text(x)) END;

-- Correctly rounded: below 2^53 the digits divide by a power of ten, beyond it the text is read.
CREATE MACRO spark_decimal_to_double(x) AS CAST(CAST(x AS VARCHAR) AS DOUBLE);

CREATE MACRO spark_is_double(s) AS regexp_full_match(s, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[dDfF]?');
CREATE MACRO spark_special_double(s) AS CASE WHEN regexp_full_match(lower(s), '[+]?inf(inity)?') THEN CAST('Infinity' AS DOUBLE)
  WHEN regexp_full_match(lower(s), '-inf(inity)?') THEN CAST('-Infinity' AS DOUBLE) WHEN lower(s) = 'nan' THEN CAST('NaN' AS DOUBLE) END;
CREATE MACRO spark_try_text_to_double(s) AS CASE WHEN spark_is_double(spark_trimmed(s)) THEN CAST(regexp_replace(spark_trimmed(s), '[dDfF]$', '') AS DOUBLE)
  ELSE spark_special_double(spark_trimmed(s)) END;
CREATE MACRO spark_text_to_double(s) AS CASE WHEN s IS NULL THEN NULL WHEN spark_try_text_to_double(s) IS NULL THEN error('CAST_INVALID_INPUT: ''' || s || ''' is no number')
  ELSE spark_try_text_to_double(s) END;

CREATE MACRO spark_try_text_to_boolean(s) AS CASE WHEN lower(spark_trimmed(s)) IN ('t', 'true', 'y', 'yes', '1') THEN true
  WHEN lower(spark_trimmed(s)) IN ('f', 'false', 'n', 'no', '0') THEN false END;
CREATE MACRO spark_text_to_boolean(s) AS CASE WHEN s IS NULL THEN NULL WHEN spark_try_text_to_boolean(s) IS NULL THEN error('CAST_INVALID_INPUT: ''' || s || ''' is no boolean')
  ELSE spark_try_text_to_boolean(s) END;

-- yyyy, yyyy-[m]m, yyyy-[m]m-[d]d, the last one with anything after a space or a T. Years beyond four digits are refused.
CREATE MACRO spark_date_text(s) AS CASE
  WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN s
  WHEN regexp_full_match(s, '[0-9]{4}') THEN s || '-01-01'
  WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{1,2}') THEN s || '-01'
  WHEN regexp_matches(s, '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T ]') THEN regexp_extract(s, '^[0-9-]+')
  WHEN regexp_matches(s, '^([+-][0-9]{4,7}|[0-9]{5,7})(-|$)') THEN error('NotPortable: the year of ' || s)
  END;
CREATE MACRO spark_try_text_to_date_text(s) AS CASE WHEN TRY_CAST(spark_date_text(spark_trimmed(s)) AS DATE) IS NOT NULL THEN spark_date_text(spark_trimmed(s)) END;
CREATE MACRO spark_text_to_date_text(s) AS CASE WHEN s IS NULL THEN NULL WHEN TRY_CAST(spark_date_text(spark_trimmed(s)) AS DATE) IS NOT NULL THEN spark_date_text(spark_trimmed(s))
  ELSE error('CAST_INVALID_INPUT: ''' || s || ''' is no date') END;

-- A date as above, or one followed by [h]h:[m]m[:[s]s[.fraction]]; a time zone is refused.
CREATE MACRO spark_timestamp_text(s) AS CASE
  WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]*)?)?') THEN
    regexp_extract(s, '^[0-9-]+') || ' ' || lpad(regexp_extract(s, '[T ]([0-9]+):', 1), 2, '0') || ':' || lpad(regexp_extract(s, '[T ][0-9]+:([0-9]+)', 1), 2, '0')
      || ':' || lpad(regexp_extract(s, '[T ][0-9]+:[0-9]+:([0-9]+)', 1), 2, '0') || rpad('.' || regexp_extract(s, '[.]([0-9]{1,6})', 1), 7, '0')
  WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN s || ' 00:00:00'
  WHEN regexp_full_match(s, '[0-9]{4}') THEN s || '-01-01 00:00:00'
  WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{1,2}') THEN s || '-01 00:00:00'
  WHEN regexp_matches(s, '^[+-]?[0-9]{4,7}-[0-9]{1,2}-[0-9]{1,2}([T ].*)?$') OR regexp_matches(s, '^T?[0-9]{1,2}:') THEN error('NotPortable: the timestamp ' || s)
  END;
CREATE MACRO spark_try_text_to_timestamp_text(s) AS CASE WHEN TRY_CAST(spark_timestamp_text(spark_trimmed(s)) AS TIMESTAMP) IS NOT NULL THEN spark_timestamp_text(spark_trimmed(s)) END;
CREATE MACRO spark_text_to_timestamp_text(s) AS CASE WHEN s IS NULL THEN NULL WHEN TRY_CAST(spark_timestamp_text(spark_trimmed(s)) AS TIMESTAMP) IS NOT NULL THEN spark_timestamp_text(spark_trimmed(s))
  ELSE error('CAST_INVALID_INPUT: ''' || s || ''' is no timestamp') END;
