import { type FieldRange, fieldNumber, fieldValues, refused } from './cronField.ts';
import { ExpressionError } from './expressionError.ts';

/** A cron expression of AWS's six fields, compiled. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  months: ReadonlySet<number>;
  years: ReadonlySet<number>;
  /** Whether the schedule runs on that day of the calendar. */
  onDay(year: number, month: number, day: number): boolean;
}

const minute: FieldRange = { name: 'minutes', low: 0, high: 59 };
const hour: FieldRange = { name: 'hours', low: 0, high: 23 };
const dayOfMonth: FieldRange = { name: 'day-of-month', low: 1, high: 31 };
const month: FieldRange = {
  name: 'month',
  low: 1,
  high: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const dayOfWeek: FieldRange = {
  name: 'day-of-week',
  low: 1,
  high: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const year: FieldRange = { name: 'year', low: 1970, high: 2199 };

/**
 * Compiles the fields within `cron(…)`: minutes, hours, day-of-month, month, day-of-week (1 is Sunday), year. Exactly one of the two day
 * fields is `?`. Knows `L`, `W` and `#`. Throws `ExpressionError`.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  if (fields.length !== 6) throw new ExpressionError(`a cron expression has six fields, this one has ${fields.length}`);
  for (const field of [minutes, hours, months, years])
    if (field.includes('?')) throw new ExpressionError('? is only allowed in the day-of-month and day-of-week fields');
  if ((days === '?') === (weekdays === '?'))
    throw new ExpressionError('one of day-of-month and day-of-week must be ?, and only one');
  return {
    minutes: ordered(fieldValues(minutes, minute)),
    hours: ordered(fieldValues(hours, hour)),
    months: fieldValues(months, month),
    years: fieldValues(years, year),
    onDay: days === '?' ? weekdayTest(weekdays) : dayTest(days),
  };
}

const ordered = (values: Set<number>) => [...values].sort((left, right) => left - right);

const lastDay = (inYear: number, inMonth: number) => new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();

/** 1 is Sunday. */
const weekday = (inYear: number, inMonth: number, day: number) =>
  new Date(Date.UTC(inYear, inMonth - 1, day)).getUTCDay() + 1;

function dayTest(text: string): Cron['onDay'] {
  if (text === 'L') return (inYear, inMonth, day) => day === lastDay(inYear, inMonth);
  if (text === 'LW') return (inYear, inMonth, day) => day === nearestWeekday(inYear, inMonth, lastDay(inYear, inMonth));
  const nearest = /^(\d+)W$/.exec(text);
  if (nearest) {
    const wanted = fieldNumber(nearest[1] ?? '', text, dayOfMonth);
    return (inYear, inMonth, day) =>
      wanted <= lastDay(inYear, inMonth) && day === nearestWeekday(inYear, inMonth, wanted);
  }
  const values = fieldValues(text, dayOfMonth);
  return (_year, _month, day) => values.has(day);
}

/** The weekday nearest to that day within the same month: what `W` means. */
function nearestWeekday(inYear: number, inMonth: number, day: number): number {
  const on = weekday(inYear, inMonth, day);
  if (on === 7) return day > 1 ? day - 1 : day + 2;
  if (on === 1) return day < lastDay(inYear, inMonth) ? day + 1 : day - 2;
  return day;
}

function weekdayTest(text: string): Cron['onDay'] {
  const nth = /^(\w+)#([1-5])$/.exec(text);
  if (nth) {
    const wanted = fieldNumber(nth[1] ?? '', text, dayOfWeek);
    return (inYear, inMonth, day) => weekday(inYear, inMonth, day) === wanted && Math.ceil(day / 7) === Number(nth[2]);
  }
  if (text === 'L') return (inYear, inMonth, day) => weekday(inYear, inMonth, day) === 7;
  const last = /^(\w+)L$/.exec(text);
  if (last) {
    const wanted = fieldNumber(last[1] ?? '', text, dayOfWeek);
    return (inYear, inMonth, day) => weekday(inYear, inMonth, day) === wanted && day + 7 > lastDay(inYear, inMonth);
  }
  if (text.includes('#')) throw refused(text, dayOfWeek);
  const values = fieldValues(text, dayOfWeek);
  return (inYear, inMonth, day) => values.has(weekday(inYear, inMonth, day));
}
