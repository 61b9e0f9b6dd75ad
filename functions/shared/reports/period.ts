import { addDays, instantOf, isHoliday, localDate } from '../calendar.ts';
import type { ReportSpec } from '../contracts/report.ts';
import { NightjarError } from '../errors.ts';

/** A period as people write it, with its first and last day. */
export interface Period {
  period: string;
  from: string;
  to: string;
}

type Kind = ReportSpec['period'];

const lastOfMonth = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
const monthText = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}`;

/** The period of this kind that a day lies in. */
export const periodOf = (kind: Kind, date: string): Period => {
  const [year = 0, month = 0] = date.split('-').map(Number);
  switch (kind) {
    case 'day':
      return { period: date, from: date, to: date };
    case 'month':
      return { period: monthText(year, month), from: `${monthText(year, month)}-01`, to: lastOfMonth(year, month) };
    case 'quarter': {
      const quarter = Math.ceil(month / 3);
      return {
        period: `${year}-Q${quarter}`,
        from: `${monthText(year, 3 * quarter - 2)}-01`,
        to: lastOfMonth(year, 3 * quarter),
      };
    }
    default:
      return kind satisfies never;
  }
};

/** A period by its text; `EventInvalid` where it is of another kind or no date. */
export const parsePeriod = (kind: Kind, text: string): Period => {
  const [, year = '', quarter] = /^(\d{4})-Q([1-4])$/.exec(text) ?? [];
  const day = quarter
    ? `${year}-${String(3 * Number(quarter)).padStart(2, '0')}-01`
    : text.length === 7
      ? `${text}-01`
      : text;
  const known = new Date(`${day}T00:00:00Z`);
  const valid = !Number.isNaN(known.getTime()) && known.toISOString().slice(0, 10) === day;
  const found = valid ? periodOf(kind, day) : undefined;
  if (found?.period !== text)
    throw new NightjarError(
      'EventInvalid',
      `"${text}" is no ${kind}: write ${{ day: '2026-11-22', month: '2026-11', quarter: '2026-Q4' }[kind]}`,
    );
  return found;
};

export const periodAfter = (kind: Kind, { to }: Period): Period => periodOf(kind, addDays(to, 1));

/** The last period that has ended before an instant (ms since the epoch) in the report's time zone. */
export const lastEnded = ({ period, schedule }: Pick<ReportSpec, 'period' | 'schedule'>, instant: number): Period =>
  periodOf(period, addDays(periodOf(period, localDate(instant, schedule.timeZone)).from, -1));

/** Whether a period needs no report: a single day that is a holiday. */
export const isFree = ({ period, schedule }: Pick<ReportSpec, 'period' | 'schedule'>, { from }: Period): boolean =>
  period === 'day' && isHoliday(from, schedule.holidays);

const isBusinessDay = (date: string, holidays: readonly string[]): boolean =>
  ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && !isHoliday(date, holidays);

/** The instant (ms since the epoch) by which a period's filing must be accepted. */
export const deadlineOf = (
  { deadline, schedule }: Pick<ReportSpec, 'deadline' | 'schedule'>,
  { to }: Period,
): number => {
  let date = to;
  for (let left = deadline.days; left > 0; ) {
    date = addDays(date, 1);
    if (deadline.count === 'calendar' || isBusinessDay(date, schedule.holidays)) left -= 1;
  }
  return instantOf(date, deadline.time, schedule.timeZone);
};
