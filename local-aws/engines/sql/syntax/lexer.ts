import { StepError } from '../errors.ts';

export interface Token {
  kind: 'word' | 'quoted' | 'text' | 'number' | 'parameter' | 'sign' | 'end';
  /** As written; for texts and quoted names their value. */
  text: string;
  /** Upper case, of words; the sign itself, of signs; else empty. */
  up: string;
  /** Offset in the statement. */
  at: number;
}

const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<raw>[rR](?:'[^']*'|"[^"]*"))|(?<text>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|(?<quoted>`(?:[^`]|``)*`)|(?<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?:BD|bd|[DFLSYdflsy])?(?![A-Za-z0-9_]))|(?<parameter>:[A-Za-z_]\w*)|(?<word>[A-Za-z_]\w*)|(?<sign><=>|::|->|=>|<=|>=|<>|!=|==|\|\||<<|>>>|>>|[-+*/%&|^~!=<>().,[\]?:;])/y;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  '0': '\0',
  Z: '\x1a',
  // Kept with their backslash: they are LIKE's own.
  '%': '\\%',
  _: '\\_',
};

/** Splits a Spark SQL statement into tokens; comments and space are left out. Throws `SqlInvalid` with line and column. */
export const tokens = (source: string): Token[] => {
  const result: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(source)?.groups;
    if (!groups) throw syntaxError(source, at, `unexpected ${JSON.stringify(source[at])}`);
    if (groups.space !== undefined) continue;
    result.push(tokenOf(groups, at));
  }
  result.push({ kind: 'end', text: 'the end', up: '', at: source.length });
  return result;
};

const tokenOf = (groups: Record<string, string | undefined>, at: number): Token => {
  const { raw, text, quoted, number, parameter, word, sign } = groups;
  if (raw !== undefined) return { kind: 'text', text: raw.slice(2, -1), up: '', at };
  if (text !== undefined) return { kind: 'text', text: textValue(text), up: '', at };
  if (quoted !== undefined) return { kind: 'quoted', text: quoted.slice(1, -1).replaceAll('``', '`'), up: '', at };
  if (number !== undefined) return { kind: 'number', text: number, up: '', at };
  if (parameter !== undefined) return { kind: 'parameter', text: parameter.slice(1), up: '', at };
  if (word !== undefined) return { kind: 'word', text: word, up: word.toUpperCase(), at };
  return { kind: 'sign', text: sign ?? '', up: sign ?? '', at };
};

/** A text literal's value. Source: `SparkParserUtils.unescapeSQLString`. */
const textValue = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(
      /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\([0-3][0-7]{2})|\\([\s\S])|''|""/g,
      (all: string, unicode?: string, long?: string, octal?: string, character?: string) => {
        if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
        if (long !== undefined) return String.fromCodePoint(Number.parseInt(long, 16));
        if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
        if (character !== undefined) return ESCAPES[character] ?? character;
        return all === `${literal[0]}${literal[0]}` ? (literal[0] ?? '') : all;
      },
    );

/** `SqlInvalid` with the place in the statement. */
export const syntaxError = (source: string, at: number, reason: string): StepError => {
  const before = source.slice(0, at).split('\n');
  return new StepError('SqlInvalid', `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${reason}`);
};
