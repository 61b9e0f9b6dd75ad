-- The text of a double as Java prints it. DuckDB prints the same between a thousandth and ten million, and is much faster there.
CREATE MACRO spark_double_text(x) AS CASE
  WHEN x = 0 OR (abs(x) >= 1e-3 AND abs(x) < 1e7) THEN CAST(CAST(x AS DOUBLE) AS VARCHAR)
  ELSE java_double_text(CAST(x AS DOUBLE)) END;
