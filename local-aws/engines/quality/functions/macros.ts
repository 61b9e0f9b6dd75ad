/**
 * Spark 3.5's casts of text, as far as rules ask whether they succeed, and the dates that they compare. `dq_date` and `dq_timestamp` give NULL
 * where Spark's cast does.
 * DuckDB's own functions are named in full: a session with Spark's meaning shadows some of them.
 */
export const MACROS = `
CREATE OR REPLACE MACRO dq_trim(s) AS system.main.regexp_replace(s, '^[\\x00-\\x20]+|[\\x00-\\x20]+$', '', 'g');
CREATE OR REPLACE MACRO dq_date_parts(s) AS system.main.regexp_extract(dq_trim(s), '^([+-]?[0-9]{4,7})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[ T].*)?)?)?$', ['y', 'm', 'd'], 's');
CREATE OR REPLACE MACRO dq_date_of(p) AS TRY_CAST(CASE WHEN p.y = '' THEN NULL ELSE
  system.main.ltrim(p.y, '+') || '-' || system.main.lpad(CASE p.m WHEN '' THEN '1' ELSE p.m END, 2, '0') || '-' || system.main.lpad(CASE p.d WHEN '' THEN '1' ELSE p.d END, 2, '0') END AS DATE);
CREATE OR REPLACE MACRO dq_date(s) AS dq_date_of(dq_date_parts(s));
CREATE OR REPLACE MACRO dq_time_parts(s) AS system.main.regexp_extract(dq_trim(s), '^[+-]?[0-9]{4,7}-[0-9]{1,2}-[0-9]{1,2}[ T](?:([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\\.([0-9]*))?)?(.*))?$', ['h', 'm', 's', 'f', 'z'], 's');
CREATE OR REPLACE MACRO dq_zone(z) AS CASE
  WHEN dq_trim(z) IN ('', 'Z', 'UTC', 'GMT', 'UT', 'Etc/UTC') THEN 0
  WHEN regexp_full_match(dq_trim(z), '(UTC|GMT|UT)?[+-](1[0-8]|0?[0-9])(:?[0-5]?[0-9])?(:?[0-5][0-9])?') THEN
    (CASE WHEN dq_trim(z) LIKE '%-%' THEN -1 ELSE 1 END) * (CAST(system.main.regexp_extract(z, '[+-](1[0-8]|0?[0-9])', 1) AS INTEGER) * 3600
      + coalesce(TRY_CAST(system.main.regexp_extract(z, '[+-](?:1[0-8]|0?[0-9]):?([0-5]?[0-9])', 1) AS INTEGER), 0) * 60)
  END;
CREATE OR REPLACE MACRO dq_timestamp_of(d, t) AS CASE
  WHEN t.h = '' THEN CAST(d AS TIMESTAMP)
  WHEN CAST(t.h AS INTEGER) > 23 OR CAST(t.m AS INTEGER) > 59 OR coalesce(TRY_CAST(t.s AS INTEGER), 0) > 59 THEN NULL
  ELSE CAST(d AS TIMESTAMP) + to_microseconds(((CAST(t.h AS BIGINT) * 60 + CAST(t.m AS BIGINT)) * 60 + coalesce(TRY_CAST(t.s AS BIGINT), 0) - dq_zone(t.z)) * 1000000
    + CAST(system.main.rpad(system.main.left(t.f, 6), 6, '0') AS BIGINT)) END;
CREATE OR REPLACE MACRO dq_timestamp(s) AS CASE
  WHEN regexp_full_match(dq_trim(s), '[+-]?[0-9]{4,7}(-[0-9]{1,2}(-[0-9]{1,2})?)?') THEN CAST(dq_date(s) AS TIMESTAMP)
  WHEN regexp_full_match(dq_trim(s), '[+-]?[0-9]{4,7}-[0-9]{1,2}-[0-9]{1,2}[ T]([0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]*)?)?.*)?', 's') THEN dq_timestamp_of(dq_date(s), dq_time_parts(s))
  WHEN regexp_full_match(dq_trim(s), 'T?[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]*)?)?.*', 's') THEN dq_timestamp_of(current_date, dq_time_parts('2000-01-01 ' || system.main.ltrim(dq_trim(s), 'T')))
  END;
CREATE OR REPLACE MACRO dq_is_whole(s, low, high) AS CASE WHEN regexp_full_match(dq_trim(s), '[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]*)')
  THEN coalesce(TRY_CAST(system.main.regexp_extract(dq_trim(s), '^([+-]?[0-9]+)', 1) AS HUGEINT), CASE WHEN regexp_full_match(dq_trim(s), '[+-]?\\.[0-9]*') THEN 0 END) BETWEEN low AND high ELSE false END;
CREATE OR REPLACE MACRO dq_is_double(s) AS regexp_full_match(dq_trim(s), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?|[+-]?(?i:inf|infinity)|(?i:nan)');
CREATE OR REPLACE MACRO dq_is_boolean(s) AS system.main.lower(dq_trim(s)) IN ('t', 'true', 'y', 'yes', '1', 'f', 'false', 'n', 'no', '0');
CREATE OR REPLACE MACRO dq_is_decimal(s, p, scale) AS CASE WHEN regexp_full_match(dq_trim(s), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')
  THEN system.main.abs(system.main.round(CAST(TRY_CAST(dq_trim(s) AS DOUBLE) AS DECIMAL(38, 10)), scale)) < CAST('1e' || (p - scale) AS DOUBLE) ELSE false END;
`;
