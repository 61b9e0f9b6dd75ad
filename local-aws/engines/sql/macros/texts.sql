-- Texts are ASCII where their bytes are as many as their characters: then DuckDB's own functions agree with Java's.
CREATE MACRO spark_is_ascii(s) AS strlen(s) = length(s);
CREATE MACRO spark_upper(s) AS CASE WHEN spark_is_ascii(s) THEN upper(s) ELSE java_upper(s) END;
CREATE MACRO spark_lower(s) AS CASE WHEN spark_is_ascii(s) THEN lower(s) ELSE java_lower(s) END;
CREATE MACRO spark_reverse(s) AS CASE WHEN spark_is_ascii(s) THEN reverse(s) ELSE java_reverse(s) END;

-- Position 0 is the first character; a negative one counts from the end, and a part before the beginning is cut off.
CREATE MACRO spark_from(s, p) AS CASE WHEN p > 0 THEN p - 1 WHEN p < 0 THEN length(s) + p ELSE 0 END;
CREATE MACRO spark_substring(s, p, n) AS CASE WHEN n <= 0 AND s IS NOT NULL AND p IS NOT NULL THEN ''
  WHEN least(spark_from(s, p) + n, length(s)) <= greatest(spark_from(s, p), 0) THEN ''
  ELSE substring(s, greatest(spark_from(s, p), 0) + 1, least(spark_from(s, p) + n, length(s)) - greatest(spark_from(s, p), 0)) END;
CREATE MACRO spark_overlay(s, r, p, n) AS spark_substring(s, 1, p - 1) || r || spark_substring(s, p + CASE WHEN n >= 0 THEN n ELSE length(r) END, 2147483647);

CREATE MACRO spark_lpad(s, n, fill) AS CASE WHEN n <= 0 THEN CASE WHEN s IS NULL OR fill IS NULL THEN NULL ELSE '' END WHEN fill = '' THEN left(s, n) ELSE lpad(s, n, fill) END;
CREATE MACRO spark_rpad(s, n, fill) AS CASE WHEN n <= 0 THEN CASE WHEN s IS NULL OR fill IS NULL THEN NULL ELSE '' END WHEN fill = '' THEN left(s, n) ELSE rpad(s, n, fill) END;
CREATE MACRO spark_ltrim(s, characters) AS CASE WHEN characters = '' THEN s ELSE ltrim(s, characters) END;
CREATE MACRO spark_rtrim(s, characters) AS CASE WHEN characters = '' THEN s ELSE rtrim(s, characters) END;

CREATE MACRO spark_join(l, d) AS CASE WHEN len(l) = 0 AND d IS NOT NULL THEN '' ELSE array_to_string(l, d) END;
CREATE MACRO spark_locate(x, s, p) AS CASE WHEN x IS NULL OR s IS NULL THEN NULL WHEN p IS NULL OR p < 1 THEN 0 WHEN x = '' THEN CASE WHEN p <= length(s) + 1 THEN p ELSE 0 END
  WHEN instr(substring(s, p), x) = 0 THEN 0 ELSE instr(substring(s, p), x) + p - 1 END;
CREATE MACRO spark_parts(s, d) AS CASE WHEN d = '' THEN [s] ELSE string_split(s, d) END;
CREATE MACRO spark_split_part(s, d, n) AS CASE WHEN n = 0 AND s IS NOT NULL AND d IS NOT NULL THEN error('INVALID_INDEX_OF_ZERO: split_part counts from 1')
  WHEN abs(n) > len(spark_parts(s, d)) THEN '' ELSE list_extract(spark_parts(s, d), n) END;
CREATE MACRO spark_substring_index(s, d, n) AS CASE WHEN s IS NULL OR d IS NULL OR n IS NULL THEN NULL WHEN d = '' OR n = 0 THEN ''
  WHEN n > 0 THEN array_to_string(list_slice(string_split(s, d), 1, n), d) ELSE array_to_string(list_slice(string_split(s, d), greatest(len(string_split(s, d)) + n + 1, 1), len(string_split(s, d))), d) END;
