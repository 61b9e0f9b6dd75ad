/** What to write instead of a function without a proven equal. */
const INSTEAD: Readonly<Record<string, string>> = {
  approx_count_distinct: 'count(DISTINCT x)',
  approx_percentile: 'percentile',
  percentile_approx: 'percentile',
  mode: 'a row_number over the counts, ordered by a unique key',
  current_date: 'a parameter such as :business_date',
  current_timestamp: 'a parameter such as :business_date',
  localtimestamp: 'a parameter such as :business_date',
  now: 'a parameter such as :business_date',
  rand: 'pmod of md5 of the key',
  random: 'pmod of md5 of the key',
  randn: 'pmod of md5 of the key',
  uuid: 'md5 of the key',
  monotonically_increasing_id: 'row_number over a unique key',
  collect_set: 'array_agg of a subquery with DISTINCT, sorted',
  shuffle: 'sort_array',
};

export const instead = (name: string): string =>
  INSTEAD[name] ?? 'it with the functions listed in local-aws/SUPPORT.md, or run the job on Spark (--glue spark)';
