import { EITHER_CASE, KEYWORDS, SYMBOLS, type Token, type TokenKind } from './token.ts';

const SPACE = /[ \t\n]+|#[^\n]*\n/y;
const WORD = /[a-zA-Z0-9_.]+/y;
const DATE = /^"\d{4}-\d{2}-\d{2}"$/;
const TIME = /^"\d{1,2}:\d{2} (?:AM|PM)"$/;
const MILITARY_TIME = /^"\d{2}:\d{2}"$/;

const WORDS: ReadonlyMap<string, TokenKind> = new Map(
  KEYWORDS.flatMap((word): [string, TokenKind][] => {
    if (!EITHER_CASE.has(word)) return [[word, word]];
    const other = word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase();
    return [
      [word, word],
      [other, word],
    ];
  }),
);

/**
 * The tokens of a ruleset's text, the longest piece at each place, the last one of kind `end`. A character that begins nothing is a token of
 * kind `unknown`: it is an error only where the parser comes to it, because what follows a whole ruleset is not read.
 */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const push = (kind: TokenKind, text: string) => {
    tokens.push({ kind, text, line, column: at - lineStart + 1 });
    advance(text);
  };
  const advance = (text: string) => {
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
      line++;
      lineStart = at + index + 1;
    }
    at += text.length;
  };
  while (at < source.length) {
    const space = match(SPACE, source, at);
    if (space !== undefined) {
      advance(space);
      continue;
    }
    const quoted = source[at] === '"' ? quotedText(source, at) : undefined;
    if (quoted !== undefined) {
      push(quotedKind(quoted), quoted);
      continue;
    }
    const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
    const word = match(WORD, source, at);
    if (symbol !== undefined && symbol.length > (word?.length ?? 0)) push(symbol, symbol);
    else if (word !== undefined) push(wordKind(word), word);
    else push('unknown', String.fromCodePoint(source.codePointAt(at) ?? 0));
  }
  tokens.push({ kind: 'end', text: '', line, column: at - lineStart + 1 });
  return tokens;
};

const match = (pattern: RegExp, source: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
};

/** From one quote to the next that no backslash escapes; where none is left, to the last escaped one. */
const quotedText = (source: string, at: number): string | undefined => {
  let fallback: number | undefined;
  for (let index = at + 1; index < source.length; index++) {
    const character = source[index];
    if (character === '"') return source.slice(at, index + 1);
    if (character !== '\\') continue;
    const next = source[index + 1];
    if (next === '"') fallback = index + 1;
    if (next === '"' || next === '\\') index++;
  }
  return fallback === undefined ? undefined : source.slice(at, fallback + 1);
};

const quotedKind = (text: string): TokenKind => {
  if (DATE.test(text)) return 'date';
  if (TIME.test(text)) return 'time';
  return MILITARY_TIME.test(text) ? 'militaryTime' : 'string';
};

const wordKind = (word: string): TokenKind => {
  if (/^\d+$/.test(word)) return 'number';
  if (/^\d+\.\d+$/.test(word)) return 'decimal';
  return WORDS.get(word) ?? 'identifier';
};
