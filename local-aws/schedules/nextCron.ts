import type { Cron } from './cron.ts';
import { instantOf, localTime } from './zone.ts';

/**
 * The first instant strictly after `after` at which the schedule is due there, or undefined when there is none left. AWS's rule at the
 * change of the clocks: a time that does not exist is skipped, a time that comes twice is used once.
 */
export function nextCron(cron: Cron, after: number, zone: string): number | undefined {
  const start = localTime(after, zone);
  const lastYear = Math.max(...cron.years);
  for (let year = start.year; year <= lastYear; year++) {
    if (!cron.years.has(year)) continue;
    for (let month = year === start.year ? start.month : 1; month <= 12; month++) {
      if (!cron.months.has(month)) continue;
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const first = year === start.year && month === start.month ? start.day : 1;
      for (let day = first; day <= days; day++) {
        if (!cron.onDay(year, month, day)) continue;
        const found = nextOnDay(cron, { year, month, day }, after, zone);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

function nextOnDay(
  cron: Cron,
  date: { year: number; month: number; day: number },
  after: number,
  zone: string,
): number | undefined {
  for (const hour of cron.hours) {
    // Wall-clock times of a day are in order but for the hour that comes twice; a whole hour that is over by far is not worth asking.
    if (Date.UTC(date.year, date.month - 1, date.day, hour) < after - 40 * 3_600_000) continue;
    for (const minute of cron.minutes) {
      const instant = instantOf({ ...date, hour, minute, second: 0 }, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  }
  return undefined;
}
