/** What the texts of a column are. */
export type Kind =
  | { name: 'text' }
  | { name: 'boolean' }
  | { name: 'whole' }
  | { name: 'decimal'; precision: number; scale: number }
  /** Decimals with a comma: `12,50`. */
  | { name: 'decimal_comma'; precision: number; scale: number }
  | { name: 'double' }
  | { name: 'date'; pattern: string }
  | { name: 'timestamp'; pattern: string };

/** Spark's pattern, strptime's format, and what a text of it looks like. */
const PATTERNS: { kind: 'date' | 'timestamp'; pattern: string; format: string; shape: string }[] = [
  { kind: 'date', pattern: 'yyyy-MM-dd', format: '%Y-%m-%d', shape: '\\d{4}-\\d{2}-\\d{2}' },
  { kind: 'date', pattern: 'yyyy/MM/dd', format: '%Y/%m/%d', shape: '\\d{4}/\\d{2}/\\d{2}' },
  { kind: 'date', pattern: 'dd.MM.yyyy', format: '%d.%m.%Y', shape: '\\d{2}[.]\\d{2}[.]\\d{4}' },
  { kind: 'date', pattern: 'dd/MM/yyyy', format: '%d/%m/%Y', shape: '\\d{2}/\\d{2}/\\d{4}' },
  { kind: 'date', pattern: 'MM/dd/yyyy', format: '%m/%d/%Y', shape: '\\d{2}/\\d{2}/\\d{4}' },
  { kind: 'date', pattern: 'dd-MM-yyyy', format: '%d-%m-%Y', shape: '\\d{2}-\\d{2}-\\d{4}' },
  {
    kind: 'timestamp',
    pattern: 'yyyy-MM-dd HH:mm:ss',
    format: '%Y-%m-%d %H:%M:%S',
    shape: '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}',
  },
  {
    kind: 'timestamp',
    pattern: 'yyyy-MM-dd HH:mm',
    format: '%Y-%m-%d %H:%M',
    shape: '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}',
  },
  {
    kind: 'timestamp',
    pattern: 'dd.MM.yyyy HH:mm:ss',
    format: '%d.%m.%Y %H:%M:%S',
    shape: '\\d{2}[.]\\d{2}[.]\\d{4} \\d{2}:\\d{2}:\\d{2}',
  },
];

const WHOLE = '[+-]?\\d{1,18}';
const DECIMAL = '[+-]?(\\d+[.]?\\d*|[.]\\d+)';
const COMMA = '[+-]?\\d+(,\\d+)?';
const DOUBLE = '[+-]?(\\d+[.]?\\d*|[.]\\d+)([eE][+-]?\\d+)?';

/**
 * Columns of an aggregate over a table of different texts `v` with their rows `n`, which `kindOf` reads. What can fail is tried only on
 * texts of the right shape: a failing conversion is slow.
 */
export const kindTests = (): string => {
  const full = (shape: string) => `regexp_full_match(v, '${shape}')`;
  const count = (name: string, condition: string) => `coalesce(sum(n) FILTER (WHERE ${condition}), 0) AS ${name}`;
  const number = `CASE WHEN ${full(DOUBLE)} OR ${full(COMMA)} THEN TRY_CAST(replace(v, ',', '.') AS DOUBLE) END`;
  return [
    count('filled', 'true'),
    'count(*) AS distinct_values',
    count('whole', full(WHOLE)),
    count('coded', full('[+-]?0\\d+')),
    count('decimal', full(DECIMAL)),
    count('decimal_comma', full(COMMA)),
    count('double', full(DOUBLE)),
    count('boolean', "lower(v) IN ('true', 'false', 'yes', 'no', 'y', 'n', 't', 'f')"),
    "coalesce(max(length(regexp_extract(v, '^[+-]?(\\d+)', 1))), 0) AS whole_digits",
    "coalesce(max(length(regexp_extract(v, '[.,](\\d+)$', 1))), 0) AS part_digits",
    `min(${number}) AS min_number`,
    `max(${number}) AS max_number`,
    ...PATTERNS.map(({ format, shape }, index) =>
      count(
        `pattern_${index}`,
        `CASE WHEN ${full(shape)} THEN try_strptime(v, '${format}') IS NOT NULL ELSE false END`,
      ),
    ),
  ].join(', ');
};

/** The narrowest kind that every text of a column is; leading zeros make numbers codes, that is texts. */
export const kindOf = (found: Record<string, unknown>): Kind => {
  const of = (name: string) => Number(found[name] ?? 0);
  const filled = of('filled');
  if (filled === 0) return { name: 'text' };
  if (of('boolean') === filled) return { name: 'boolean' };
  const index = PATTERNS.findIndex((_, at) => of(`pattern_${at}`) === filled);
  const pattern = PATTERNS[index];
  if (pattern !== undefined) return { name: pattern.kind, pattern: pattern.pattern };
  if (of('coded') > 0 && of('whole') === filled) return { name: 'text' };
  if (of('whole') === filled) return { name: 'whole' };
  const scale = of('part_digits');
  const precision = Math.max(1, of('whole_digits')) + scale;
  const exact = precision <= 18 && scale <= 9;
  if (of('decimal') === filled) return exact ? { name: 'decimal', precision: 18, scale } : { name: 'double' };
  if (of('decimal_comma') === filled && exact) return { name: 'decimal_comma', precision: 18, scale };
  if (of('double') === filled) return { name: 'double' };
  return { name: 'text' };
};
