const compiled = new Map<string, RegExp>();

/** Patterns are constants of the statement, so there are few. */
const patternOf = (source: string): RegExp => {
  const known = compiled.get(source) ?? new RegExp(source, 'gu');
  compiled.set(source, known);
  known.lastIndex = 0;
  return known;
};

export const find = (text: string, source: string): boolean => patternOf(source).test(text);
export const replaceAll = (text: string, source: string, by: string): string => text.replace(patternOf(source), by);

/** A group of the first match; nothing found or matched is the empty text. */
export const extract = (text: string, source: string, group: number): string =>
  patternOf(source).exec(text)?.[group] ?? '';
export const extractAll = (text: string, source: string, group: number): string =>
  JSON.stringify([...text.matchAll(patternOf(source))].map((match) => match[group] ?? ''));
export const substr = (text: string, source: string): string | null => patternOf(source).exec(text)?.[0] ?? null;
export const count = (text: string, source: string): number => [...text.matchAll(patternOf(source))].length;
/** From 1, in characters; 0 for none. */
export const instr = (text: string, source: string): number => {
  const match = patternOf(source).exec(text);
  return match ? [...text.slice(0, match.index)].length + 1 : 0;
};

/** `String.split` with that limit: without a positive one, parts at the end are kept though they are empty. */
export const split = (text: string, source: string, limit: number): string => {
  if (source === '') {
    const characters = [...text];
    if (limit <= 0 || limit >= characters.length) return JSON.stringify(text === '' ? [''] : characters);
    return JSON.stringify([...characters.slice(0, limit - 1), characters.slice(limit - 1).join('')]);
  }
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(patternOf(source))) {
    if (limit > 0 && parts.length === limit - 1) break;
    // A match of nothing at the beginning makes no part.
    if (match[0] === '' && match.index === 0) continue;
    if (match[0] === '' && match.index >= text.length) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return JSON.stringify([...parts, text.slice(from)]);
};
