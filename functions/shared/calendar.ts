/** Dates as `YYYY-MM-DD` and local times of a zone: what a business night needs, DST included. */

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, known);
  return known;
};

const localParts = (instant: number, timeZone: string): Record<string, string> =>
  Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );

/** The calendar date of an instant (ms since the epoch) in a zone. */
export const localDate = (instant: number, timeZone: string): string => {
  const { year, month, day } = localParts(instant, timeZone);
  return `${year}-${month}-${day}`;
};

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
const offsetAt = (instant: number, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = localParts(instant, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(instant / 1000) * 1000;
};

/** The instant (ms since the epoch) of a local time such as `05:00`; a time that the clocks skip is taken as the instant of the jump's far side. */
export const instantOf = (date: string, time: string, timeZone: string): number => {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
};

/** Whether a date is among holidays written `YYYY-MM-DD` or, for every year, `MM-DD`. */
export const isHoliday = (date: string, holidays: readonly string[]): boolean =>
  holidays.includes(date) || holidays.includes(date.slice(5));
