import { text } from '../../../sql/duckdb/quote.ts';
import type { Kind, ResolvedColumn } from '../../dataset.ts';
import { metricKey } from '../measure.ts';
import { meets } from '../numbers.ts';
import { unsupported } from '../outcome.ts';
import { type Planner, parameter } from '../plan.ts';
import { rowShare } from './rowShare.ts';

const TYPES = ['BOOLEAN', 'DATE', 'TIMESTAMP', 'INTEGER', 'DOUBLE', 'FLOAT', 'LONG'];

/** Formats of the tag `format`, as strptime's. Without a day or a year, the first day or the leap year 2000 is filled in. */
const FORMATS: Readonly<Record<string, { pattern: string; before?: string; after?: string }>> = {
  ...Object.fromEntries(
    ['dd-MM-yyyy', 'MM-dd-yyyy', 'yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'yyyy/MM/dd'].map((pattern) => [
      pattern,
      { pattern },
    ]),
  ),
  'MM-yyyy': { before: '01-', pattern: 'dd-MM-yyyy' },
  'yyyy-MM': { after: '-01', pattern: 'yyyy-MM-dd' },
  'MM/yyyy': { before: '01/', pattern: 'dd/MM/yyyy' },
  'yyyy/MM': { after: '/01', pattern: 'yyyy/MM/dd' },
  'dd-MM': { after: '-2000', pattern: 'dd-MM-yyyy' },
  'dd/MM': { after: '/2000', pattern: 'dd/MM/yyyy' },
  'MM/dd': { after: '/2000', pattern: 'MM/dd/yyyy' },
  'MM-dd': { after: '-2000', pattern: 'MM-dd-yyyy' },
};

/** The share of values that can be cast to a type (or cannot). */
export const columnDataType: Planner = (context) => {
  const { condition, tags, threshold, where } = context.rule;
  if (condition?.kind !== 'string') throw new Error('the language gives ColumnDataType a condition of texts');
  const [operand] = context.texts(condition.operands);
  if (condition.operator !== '=' && condition.operator !== '!=')
    return { kind: 'done', outcome: unsupported('Unsupported operator') };
  const wanted = operand?.kind === 'text' ? operand.value.toUpperCase() : '';
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(wanted);
  if (!TYPES.includes(wanted) && decimal === null)
    return {
      kind: 'done',
      outcome: unsupported(`Unrecognized data type: ${operand?.kind === 'text' ? operand.value : ''}`),
    };
  const format = tags.get('format')?.replace(/^"(.*)"$/s, '$1');
  if (wanted === 'DATE' && tags.size > 0 && format === undefined)
    return { kind: 'done', outcome: unsupported('Unsupported rule format') };
  const column = parameter(context.rule, 'TargetColumn');
  const name = metricKey(`Column.${column}.ColumnDataType.Compliance`, where);
  const numbers = threshold ? context.numbers(threshold, name) : undefined;
  return rowShare(context, {
    column,
    metric: 'ColumnDataType.Compliance',
    outcome: (found) => {
      const castable = wanted === 'DATE' && format ? formatted(found, format) : castableTo(found, wanted, decimal);
      return condition.operator === '=' ? `coalesce(${castable}, false)` : `NOT coalesce(${castable}, false)`;
    },
    holds: (share) => (numbers ? meets(numbers, share) : share === 1),
  });
};

const formatted = (column: ResolvedColumn, format: string): string => {
  const known = FORMATS[format];
  if (known === undefined) return 'false';
  const value = `system.main.concat(${text(known.before ?? '')}, CAST(${column.sql} AS VARCHAR), ${text(known.after ?? '')})`;
  const shape = `^${known.pattern.replace(/\//g, '\\/').replace('yyyy', '[0-9]{4}').replace('MM', '[0-9]{2}').replace('dd', '[0-9]{2}')}$`;
  const strptime = known.pattern.replace('yyyy', '%Y').replace('MM', '%m').replace('dd', '%d');
  return `(${column.sql} IS NOT NULL AND regexp_matches(${value}, ${text(shape)}) AND try_strptime(${value}, ${text(strptime)}) IS NOT NULL)`;
};

const castableTo = ({ kind, sql }: ResolvedColumn, type: string, decimal: RegExpExecArray | null): string => {
  const [precision, scale] = [Number(decimal?.[1]), Number(decimal?.[2])];
  if (kind === 'string') return textCastable(sql, type, precision, scale);
  if (decimal === null) return NEVER[kind]?.includes(type) ? 'false' : `${sql} IS NOT NULL`;
  const number = kind === 'boolean' ? `CAST(${sql} AS INTEGER)` : kind === 'timestamp' ? `epoch(${sql})` : sql;
  return kind === 'date'
    ? 'false'
    : `abs(system.main.round(CAST(${number} AS DECIMAL(38, 10)), ${scale})) < 1e${precision - scale}`;
};

/** Casts that Spark lets through and that give NULL. */
const NEVER: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  date: ['BOOLEAN', 'INTEGER', 'DOUBLE', 'FLOAT', 'LONG'],
};

const textCastable = (sql: string, type: string, precision: number, scale: number): string => {
  switch (type) {
    case 'BOOLEAN':
      return `dq_is_boolean(${sql})`;
    case 'DATE':
      return `dq_date(${sql}) IS NOT NULL`;
    case 'TIMESTAMP':
      return `dq_timestamp(${sql}) IS NOT NULL`;
    case 'INTEGER':
      return `dq_is_whole(${sql}, -2147483648, 2147483647)`;
    case 'LONG':
      return `dq_is_whole(${sql}, -9223372036854775808, 9223372036854775807)`;
    case 'DOUBLE':
    case 'FLOAT':
      return `dq_is_double(${sql})`;
    default:
      return `dq_is_decimal(${sql}, ${precision}, ${scale})`;
  }
};
