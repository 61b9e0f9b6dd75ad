/** An instant to the nanosecond. */
export interface Instant {
  /** ms since the epoch */
  milliseconds: number;
  /** Nanoseconds beyond the millisecond. */
  nanoseconds: number;
}

// "ISO-8601 extended offset date-time": date and time with an offset, as Java's ISO_OFFSET_DATE_TIME reads it.
const pattern =
  /^([+-]?\d{4,9})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d:\d\d(?::\d\d)?)$/;

/** The instant that a time stamp of the language names, or undefined when it is none. */
export function parseTimestamp(text: string): Instant | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset = 'Z'] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = new Date(0);
  local.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  local.setUTCHours(parts[3], parts[4], parts[5]);
  const exact =
    local.getUTCMonth() === parts[1] - 1 &&
    local.getUTCDate() === parts[2] &&
    parts[3] < 24 &&
    parts[4] < 60 &&
    parts[5] < 60;
  if (!exact) return undefined;
  const nanoseconds = Number(fraction.padEnd(9, '0'));
  return {
    milliseconds: local.getTime() - offsetSeconds(offset) * 1000 + Math.floor(nanoseconds / 1e6),
    nanoseconds: nanoseconds % 1e6,
  };
}

function offsetSeconds(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return offset.startsWith('-') ? -total : total;
}

/** Negative, zero or positive as the first is earlier than, equal to or later than the second. */
export const compareInstants = (first: Instant, second: Instant): number =>
  first.milliseconds - second.milliseconds || first.nanoseconds - second.nanoseconds;
