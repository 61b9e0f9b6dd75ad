/** Words that end an expression or a relation, so none of them is an alias unless it follows AS. */
export const RESERVED: ReadonlySet<string> = new Set(
  `ALL AND ANTI AS ASC BETWEEN BY CASE CAST CROSS CUBE DESC DISTINCT ELSE END EXCEPT EXISTS FALSE FETCH FILTER FOR FROM FULL GROUP GROUPING
  HAVING IN INNER INTERSECT IS JOIN LATERAL LEFT LIKE ILIKE RLIKE REGEXP LIMIT MINUS NATURAL NOT NULL NULLS OFFSET ON OR ORDER OUTER OVER PIVOT
  RIGHT ROLLUP SELECT SEMI SETS SORT TABLESAMPLE THEN TRUE UNION UNPIVOT USING VALUES WHEN WHERE WINDOW WITH WITHIN DIV QUALIFY CLUSTER DISTRIBUTE`.split(
    /\s+/,
  ),
);

/** What a parser refuses by name, with what to write instead. */
export const REFUSED: Readonly<Record<string, string>> = {
  PIVOT: "sum(x) FILTER (WHERE type = 'a')",
  UNPIVOT: 'stack the columns with UNION ALL',
  TABLESAMPLE: 'a condition on md5 of the key',
  QUALIFY: 'the window in a subquery and WHERE around it',
  SORT: 'ORDER BY',
  CLUSTER: 'ORDER BY',
  DISTRIBUTE: 'ORDER BY',
  FETCH: 'LIMIT',
};
