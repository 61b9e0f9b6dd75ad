/** A calendar date and wall-clock time, without a zone. `month` is 1 to 12. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/** Whether it is a zone of the IANA database, such as `Europe/Prague`. */
export function isZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows there at that instant (ms since the epoch). */
export function localTime(instant: number, zone: string): LocalTime {
  const time: Record<string, number> = {};
  for (const part of formatter(zone).formatToParts(instant)) time[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = time;
  return { year, month, day, hour, minute, second };
}

const asUtc = (time: LocalTime) => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);

/** Minutes and more that the zone is ahead of UTC at that instant, in ms. */
const offset = (instant: number, zone: string) => asUtc(localTime(instant, zone)) - Math.floor(instant / 1000) * 1000;

/**
 * The instant of a wall-clock time, in ms since the epoch. A time that the clocks skip in spring has none (undefined); one that comes
 * twice in autumn is its first occurrence.
 */
export function instantOf(time: LocalTime, zone: string): number | undefined {
  const utc = asUtc(time);
  const day = 86_400_000;
  const candidates = new Set([utc - offset(utc - day, zone), utc - offset(utc + day, zone)]);
  let first: number | undefined;
  for (const candidate of candidates)
    if (candidate + offset(candidate, zone) === utc && (first === undefined || candidate < first)) first = candidate;
  return first;
}
