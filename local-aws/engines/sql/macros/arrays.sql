CREATE MACRO spark_array_item(l, i) AS CASE WHEN l IS NULL THEN NULL WHEN i < 0 OR i >= len(l) THEN error('INVALID_ARRAY_INDEX: write get(array, index) to get NULL') ELSE list_extract(l, i + 1) END;
CREATE MACRO spark_try_element_at(l, i) AS CASE WHEN l IS NULL THEN NULL WHEN i = 0 THEN error('INVALID_INDEX_OF_ZERO: element_at counts from 1') WHEN abs(i) > len(l) THEN NULL ELSE list_extract(l, i) END;
CREATE MACRO spark_element_at(l, i) AS CASE WHEN l IS NULL THEN NULL WHEN i = 0 THEN error('INVALID_INDEX_OF_ZERO: element_at counts from 1')
  WHEN abs(i) > len(l) THEN error('INVALID_ARRAY_INDEX_IN_ELEMENT_AT: write try_element_at to get NULL') ELSE list_extract(l, i) END;
-- NULL in the list makes a miss unknown.
CREATE MACRO spark_array_contains(l, x) AS CASE WHEN x IS NULL OR l IS NULL THEN NULL WHEN list_contains(l, x) THEN true WHEN len(l) > list_count(l) THEN NULL ELSE false END;
CREATE MACRO spark_has(l, x) AS CASE WHEN x IS NULL THEN len(l) > list_count(l) ELSE list_contains(l, x) END;
-- The first of each value stays where it is; DuckDB's own keeps no order.
CREATE MACRO spark_array_distinct(l) AS list_filter(l, lambda e, i: CASE WHEN e IS NULL THEN list_count(list_slice(l, 1, i - 1)) = i - 1 ELSE list_position(l, e) = i END);
CREATE MACRO spark_arrays_overlap(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN list_has_any(a, b) THEN true
  WHEN len(a) > 0 AND len(b) > 0 AND (len(a) > list_count(a) OR len(b) > list_count(b)) THEN NULL ELSE false END;
CREATE MACRO spark_slice(l, s, n) AS CASE WHEN l IS NULL THEN NULL WHEN s = 0 THEN error('INVALID_PARAMETER_VALUE.START: slice counts from 1') WHEN n < 0 THEN error('INVALID_PARAMETER_VALUE.LENGTH: slice')
  WHEN s < 0 AND -s > len(l) THEN list_slice(l, 1, 0) WHEN s < 0 THEN list_slice(l, len(l) + s + 1, len(l) + s + n) ELSE list_slice(l, s, s + n - 1) END;
CREATE MACRO spark_sequence(a, b, step) AS CASE WHEN step = 0 AND a <> b OR step > 0 AND a > b OR step < 0 AND a < b THEN error('sequence: the boundaries and the step point in different ways')
  WHEN a = b THEN [a] ELSE generate_series(a, b, step) END;
-- Lists from outside of DuckDB come as JSON.
CREATE MACRO spark_text_list(j) AS CAST(from_json(j, '["VARCHAR"]') AS VARCHAR[]);
