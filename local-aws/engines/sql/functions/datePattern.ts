import { notPortable } from '../errors.ts';

/** A constant pattern of `java.time.format.DateTimeFormatter`, in the forms that DuckDB takes. */
export interface DatePattern {
  /** strptime's and strftime's format. */
  format: string;
  /** What a text must match whole: Spark wants as many digits as letters. */
  regex: string;
}

/** Letters by run: the format for writing and reading, and the regular expression; none where it is only written. */
const RUNS: Readonly<Record<string, { format: string; regex?: string }>> = {
  yyyy: { format: '%Y', regex: '[0-9]{4}' },
  MM: { format: '%m', regex: '[0-9]{2}' },
  M: { format: '%-m', regex: '[0-9]{1,2}' },
  dd: { format: '%d', regex: '[0-9]{2}' },
  d: { format: '%-d', regex: '[0-9]{1,2}' },
  HH: { format: '%H', regex: '[0-9]{2}' },
  H: { format: '%-H', regex: '[0-9]{1,2}' },
  mm: { format: '%M', regex: '[0-9]{2}' },
  m: { format: '%-M', regex: '[0-9]{1,2}' },
  ss: { format: '%S', regex: '[0-9]{2}' },
  s: { format: '%-S', regex: '[0-9]{1,2}' },
  SSSSSS: { format: '%f', regex: '[0-9]{6}' },
  SSS: { format: '%g' },
  y: { format: '%-Y' },
  hh: { format: '%I' },
  h: { format: '%-I' },
  a: { format: '%p' },
  E: { format: '%a' },
  EE: { format: '%a' },
  EEE: { format: '%a' },
  EEEE: { format: '%A' },
  MMM: { format: '%b' },
  MMMM: { format: '%B' },
  D: { format: '%-j' },
  DDD: { format: '%j' },
  yy: { format: '%y' },
};

/** Throws `NotPortable` for letters without a proven equal. */
export const datePattern = (pattern: string, use: 'read' | 'write'): DatePattern => {
  let format = '';
  let regex = '';
  let digits = false;
  const rest = pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z'])/g,
    (run: string, quoted?: string, letter?: string, other?: string) => {
      if (letter === undefined) {
        const plain = quoted === undefined ? (other ?? '') : quoted === '' ? "'" : quoted.replaceAll("''", "'");
        if (/[[\]{}#]/.test(plain) && quoted === undefined) throw unknown(plain, pattern);
        format += plain.replaceAll('%', '%%');
        regex += plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        digits = false;
        return '';
      }
      const known = RUNS[run];
      if (!known || (use === 'read' && known.regex === undefined) || (run === 'y' && use === 'write'))
        throw unknown(run, pattern);
      // A number of one or two digits needs something other than a digit after it.
      if (use === 'read' && digits)
        throw notPortable(`the date pattern '${pattern}'`, 'a separator after each part of one letter');
      digits = known.regex?.includes(',') ?? false;
      format += known.format;
      regex += known.regex ?? '';
      return '';
    },
  );
  if (rest !== '') throw unknown(rest, pattern);
  // Without a year Java counts from 1970, strptime from 1900.
  if (use === 'read' && !format.includes('%Y'))
    throw notPortable(`the date pattern '${pattern}' without a year`, 'the date with the year before it');
  return { format: use === 'read' ? format.replaceAll('%-', '%') : format, regex };
};

const unknown = (run: string, pattern: string) =>
  notPortable(`'${run}' in the date pattern '${pattern}'`, 'yyyy, MM, dd, HH, mm and ss');
