/** Letters after a space (and the first) are upper case, all others lower case. */
export const initcap = (text: string): string =>
  text.toLowerCase().replace(/(^| )([^ ])/gu, (_all, space: string, letter: string) => {
    const upper = letter.toUpperCase();
    // Java takes the letter's one title-case form, not its spelling out (ß stays).
    return space + ([...upper].length === 1 ? upper : letter);
  });

export const reversed = (text: string): string => [...text].reverse().join('');

/** Characters of `from` become those at the same place of `to`, or go. */
export const translated = (text: string, from: string, to: string): string => {
  const targets = [...to];
  const table = new Map<string, string>();
  [...from].forEach((character, at) => {
    if (!table.has(character)) table.set(character, targets[at] ?? '');
  });
  return [...text].map((character) => table.get(character) ?? character).join('');
};

/** The number of edits; -1 beyond `limit`, unless that is negative. */
export const levenshtein = (left: string, right: string, limit: number): number => {
  const [a, b] = [[...left], [...right]];
  let row = b.map((_, at) => at + 1);
  a.forEach((character, i) => {
    let diagonal = i;
    let before = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, before + 1, diagonal + (character === b[j] ? 0 : 1));
      diagonal = above;
      before = cost;
      return cost;
    });
  });
  const distance = b.length === 0 ? a.length : (row.at(-1) ?? a.length);
  return limit >= 0 && distance > limit ? -1 : distance;
};

const SOUNDEX = '01230120022455012623010202';

/** Source: `UTF8String.soundex`: a text that does not begin with a letter is answered as it is. */
export const soundex = (text: string): string => {
  if (/[^\0-\x7f]/.test(text)) throw new Error(`NotPortable: soundex of letters beyond ASCII (${text})`);
  const letters = text.toUpperCase();
  const code = (at: number): string =>
    /[A-Z]/.test(letters[at] ?? '') ? (SOUNDEX[letters.charCodeAt(at) - 65] ?? '0') : '';
  if (text === '' || code(0) === '') return text;
  let result = letters[0] ?? '';
  let last = code(0);
  for (let at = 1; at < letters.length && result.length < 4; at++) {
    const digit = code(at);
    if (digit === '') last = '0';
    else if (letters[at] === 'H' || letters[at] === 'W') continue;
    else {
      if (digit !== '0' && digit !== last) result += digit;
      last = digit;
    }
  }
  return result.padEnd(4, '0');
};

export const luhn = (text: string): boolean => {
  if (!/^\d+$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};
