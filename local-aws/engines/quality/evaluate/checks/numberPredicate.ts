import { text } from '../../../sql/duckdb/quote.ts';
import { isNumeric, type ResolvedColumn } from '../../dataset.ts';
import { doubleText } from '../../doubleText.ts';
import type { Numbers } from '../numbers.ts';

/** Whether a row's value meets a condition of numbers, in SQL; NULL where Spark's comparison is. */
export const numberPredicate = (column: ResolvedColumn, numbers: Numbers): string => {
  const { operator, values, hasNull } = numbers;
  const value = isNumeric(column.kind)
    ? `CAST(${column.sql} AS DOUBLE)`
    : `TRY_CAST(CAST(${column.sql} AS VARCHAR) AS DOUBLE)`;
  const [first, second] = values.map(literal);
  // A list of numbers is compared with text as text.
  const [listed, list] =
    column.kind === 'string'
      ? [column.sql, values.map((item) => text(doubleText(item))).join(', ')]
      : [value, values.map(literal).join(', ')];
  const missing = `${column.sql} IS NULL`;
  const present = `${column.sql} IS NOT NULL`;
  switch (operator) {
    case '=':
      return hasNull ? missing : `${value} = ${first}`;
    case '!=':
      return hasNull ? present : `${missing} OR ${value} != ${first}`;
    case 'between':
      return `(${value} > ${first} AND ${value} < ${second})`;
    case 'not between':
      return `${present} AND (${value} <= ${first} OR ${value} >= ${second})`;
    case 'in':
      if (values.length === 0) return hasNull ? missing : 'false';
      return hasNull ? `${listed} IN (${list}) OR ${missing}` : `${present} AND ${listed} IN (${list})`;
    case 'not in':
      if (values.length === 0) return hasNull ? present : 'true';
      return hasNull ? `${listed} NOT IN (${list}) AND ${present}` : `${missing} OR ${listed} NOT IN (${list})`;
    default:
      return `${value} ${operator} ${first}`;
  }
};

const literal = (value: number): string => `${value}::DOUBLE`;
