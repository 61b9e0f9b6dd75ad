import { text } from '../../../sql/duckdb/quote.ts';
import type { ResolvedColumn } from '../../dataset.ts';
import type { DateCondition, DateOperand } from '../../language/ast.ts';
import { dateOf } from '../textOf.ts';

/** Whether a row's date meets the condition, in SQL; NULL where Spark's comparison is. Times of day do not count. */
export const datePredicate = (column: ResolvedColumn, condition: DateCondition, now: Date): string => {
  const hasNull = condition.operands.some(({ kind }) => kind === 'null');
  const dates = condition.operands.filter(({ kind }) => kind !== 'null').map((operand) => literal(operand, now));
  const value = dateOf(column);
  const [first = 'NULL', second = 'NULL'] = dates;
  const missing = `${column.sql} IS NULL`;
  const present = `${column.sql} IS NOT NULL`;
  const list = dates.join(', ');
  switch (condition.operator) {
    case '=':
      return hasNull ? missing : `${present} AND ${value} = ${first}`;
    case '!=':
      return hasNull ? present : `${missing} OR ${value} != ${first}`;
    case 'between':
      return `${present} AND ${value} > ${first} AND ${value} < ${second}`;
    case 'not between':
      return `${missing} OR ${value} <= ${first} OR ${value} >= ${second}`;
    case 'in':
      if (dates.length === 0) return missing;
      return hasNull ? `${value} IN (${list}) OR ${missing}` : `${present} AND ${value} IN (${list})`;
    case 'not in':
      if (dates.length === 0) return present;
      return hasNull ? `${value} NOT IN (${list}) AND ${present}` : `${missing} OR ${value} NOT IN (${list})`;
    default:
      return `${present} AND ${value} ${condition.operator} ${first}`;
  }
};

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000 } as const;

const literal = (operand: DateOperand, now: Date): string => `TRY_CAST(${text(dayOf(operand, now))} AS DATE)`;

/** The day that an operand speaks of, in UTC; hours and days are counted from the full hour. */
const dayOf = (operand: DateOperand, now: Date): string => {
  if (operand.kind === 'date') return operand.text;
  if (operand.kind !== 'now' || operand.duration === undefined) return day(now.getTime());
  const { amount, unit } = operand.duration;
  const step = unit === 'minutes' ? UNITS.minutes : UNITS.hours;
  const from = Math.floor(now.getTime() / step) * step;
  return day(from + (operand.sign === '-' ? -1 : 1) * amount * UNITS[unit]);
};

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
