import { text } from '../../../sql/duckdb/quote.ts';
import { findColumn, isNumeric, type Kind, type ResolvedColumn } from '../../dataset.ts';
import { formatRule } from '../../language/format.ts';
import { type Filter, type Groups, type Measure, metricKey, type Work } from '../measure.ts';
import type { PlanContext } from '../plan.ts';

type Need = 'any' | 'numeric' | 'text';

const double = (value: string): string => `CAST(${value} AS DOUBLE)`;

/** What it takes to make a measure of one or more columns. */
interface Definition {
  name: string;
  columns: readonly string[];
  need?: Need;
  work(columns: readonly ResolvedColumn[]): Work;
}

const define = (context: PlanContext, { name, columns, need = 'any', work }: Definition): Measure => {
  const { where } = context.rule;
  const resolved: ResolvedColumn[] = [];
  let problem: string | undefined;
  for (const column of columns) {
    const found = findColumn(context.primary, column);
    if (found !== undefined) resolved.push(found);
    problem ??= columnProblem(column, found, need);
  }
  const entity = columns.length > 1 ? 'Multicolumn' : 'Column';
  const metric = metricKey(`${entity}.${columns.join(',')}.${name}`, where);
  return {
    id: metric,
    metric,
    ...(where === undefined ? {} : { where }),
    ...(problem === undefined ? { work: work(resolved) } : { problem, work: { kind: 'known', value: Number.NaN } }),
  };
};

const NUMERIC_TYPES = '(LongType,FloatType,DoubleType,DecimalType,IntegerType,ShortType,ByteType)';

const columnProblem = (name: string, column: ResolvedColumn | undefined, need: Need): string | undefined => {
  if (column === undefined) return `Input data does not include column ${name}!`;
  if (need === 'numeric' && !isNumeric(column.kind))
    return `Expected type of column ${name} to be one of ${NUMERIC_TYPES}, but found ${typeName(column.kind)} instead!`;
  if (need === 'text' && column.kind !== 'string')
    return `Expected type of column ${name} to be StringType, but found ${typeName(column.kind)} instead!`;
  return undefined;
};

const typeName = (kind: Kind): string => `${kind[0]?.toUpperCase()}${kind.slice(1)}Type`;

const only = (columns: readonly ResolvedColumn[]): string => columns[0]?.sql ?? 'NULL';

/** Rows. */
export const size = ({ rule: { where } }: PlanContext): Measure => {
  const metric = metricKey('Dataset.*.Size', where);
  return {
    id: metric,
    metric,
    ...(where === undefined ? {} : { where }),
    work: { kind: 'scan', aggregates: ({ count }) => [double(count)], result: ([count]) => count ?? undefined },
  };
};

const ratio = ([matches, rows]: readonly (number | null)[]): number | undefined =>
  matches == null || rows == null ? undefined : matches / rows;

/** The share of rows for which `predicate` holds; rows where it is NULL count as not. */
const share = (predicate: string): Work => ({
  kind: 'scan',
  aggregates: ({ selected, count }: Filter) => [
    double(`sum(${selected(`CAST((${predicate}) AS INTEGER)`)})`),
    double(count),
  ],
  result: ratio,
});

export const completeness = (context: PlanContext, column: string): Measure =>
  define(context, { name: 'Completeness', columns: [column], work: (found) => share(`${only(found)} IS NOT NULL`) });

/** The share of rows that meet a predicate over one column. `mark` tells apart measures that go by the same name. */
export const compliance = (
  context: PlanContext,
  column: string,
  predicate: (column: ResolvedColumn) => string,
): Measure => {
  const measure = define(context, {
    name: 'Compliance',
    columns: [column],
    work: ([found]) => share(found === undefined ? 'NULL' : predicate(found)),
  });
  // Each rule has its own, as no two predicates are alike enough to share a name.
  const id = `${measure.id} ${formatRule(context.rule)}`;
  return { ...measure, id, metric: id };
};

/** The share of rows whose text matches a pattern. */
export const patternMatch = (context: PlanContext, column: string, pattern: string, negated: boolean): Measure => {
  const call = negated ? 'dq_not_matches' : 'dq_matches';
  const measure = define(context, {
    name: 'PatternMatch',
    columns: [column],
    need: 'text',
    work: (found) => share(`coalesce(${call}(${only(found)}, ${text(pattern)}), false)`),
  });
  return { ...measure, id: `${measure.id} ${call} ${pattern}` };
};

const aggregate = (
  name: string,
  need: Need,
  of: (value: string) => string,
): ((context: PlanContext, column: string) => Measure) => {
  return (context, column) =>
    define(context, {
      name,
      columns: [column],
      need,
      work: (found) => ({
        kind: 'scan',
        aggregates: ({ selected }) => [double(of(selected(only(found))))],
        result: ([value]) => value ?? undefined,
      }),
    });
};

export const minimum = aggregate('Minimum', 'numeric', (value) => `min(${value})`);
export const maximum = aggregate('Maximum', 'numeric', (value) => `max(${value})`);
export const sum = aggregate('Sum', 'numeric', (value) => `sum(${value})`);
export const standardDeviation = aggregate('StandardDeviation', 'numeric', (value) => `stddev_pop(${double(value)})`);
export const variance = aggregate('Variance', 'numeric', (value) => `var_pop(${double(value)})`);

export const mean = (context: PlanContext, column: string): Measure =>
  define(context, {
    name: 'Mean',
    columns: [column],
    need: 'numeric',
    work: (found) => ({
      kind: 'scan',
      aggregates: ({ selected }) => [
        double(`sum(${selected(only(found))})`),
        double(`count(${selected(only(found))})`),
      ],
      result: ratio,
    }),
  });

const lengths =
  (name: string, of: 'min' | 'max') =>
  (context: PlanContext, column: string): Measure =>
    define(context, {
      name,
      columns: [column],
      need: 'text',
      work: (found) => ({
        kind: 'scan',
        aggregates: ({ selected }) => [double(`${of}(${selected(`length(${only(found)})`)})`)],
        result: ([value]) => value ?? undefined,
      }),
    });
export const minimumLength = lengths('MinLength', 'min');
export const maximumLength = lengths('MaxLength', 'max');

export const correlation = (context: PlanContext, first: string, second: string): Measure =>
  define(context, {
    name: 'Correlation',
    columns: [first, second],
    need: 'numeric',
    work: ([one, two]) => ({
      kind: 'scan',
      aggregates: ({ selected }) => {
        const [x, y] = [selected(double(one?.sql ?? 'NULL')), selected(double(two?.sql ?? 'NULL'))];
        return [`corr(${y}, ${x})`, double(`count(*) FILTER (WHERE ${x} IS NOT NULL AND ${y} IS NOT NULL)`)];
      },
      // Of one row, or of values that are all alike, it is not a number.
      result: ([value, rows]) => (rows ? (value ?? Number.NaN) : undefined),
    }),
  });

const grouped =
  (name: string, result: (groups: Groups) => number | undefined) =>
  (context: PlanContext, columns: readonly string[]): Measure =>
    define(context, {
      name,
      columns,
      work: (found) => ({ kind: 'groups', columns: found.map(({ sql }) => sql), result }),
    });

export const uniqueness = grouped('Uniqueness', ({ single, rows }) => (single === null ? undefined : single / rows));
export const uniqueValueRatio = grouped('UniqueValueRatio', ({ single, distinct }) =>
  single === null ? undefined : single / distinct,
);
export const entropy = grouped('Entropy', ({ entropy: value }) => value ?? undefined);

/** Different values, NULL being one of them. */
export const distinctValues = (context: PlanContext, column: string): Measure =>
  define(context, {
    name: 'Histogram.bins',
    columns: [column],
    work: (found) => ({ kind: 'bins', column: only(found) }),
  });
