import { FilterPatternError } from './filterPatternError.ts';

export interface Token {
  kind: 'selector' | 'operator' | 'string' | 'regex' | 'word' | 'parenthesis';
  text: string;
}

const forms: [Token['kind'], RegExp][] = [
  ['selector', /\$(?:\.[A-Za-z0-9_@#-]+|\.?\[(?:\d+|\*|'[^']+'|"[^"]+")\])+/y],
  ['operator', /&&|\|\||!=|<=|>=|=|<|>/y],
  ['string', /"(?:[^"\\]|\\.)*"/y],
  ['regex', /%(?:[^%\\]|\\.)*%/y],
  ['parenthesis', /[()]/y],
  ['word', /[^\s"()=<>!&|%]+/y],
];

/** The tokens of a JSON filter pattern. Throws `FilterPatternError`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const blank = /\s*/y;
  const skip = () => {
    blank.lastIndex = position;
    position += blank.exec(text)?.[0].length ?? 0;
  };
  for (skip(); position < text.length; skip()) {
    const token = next(text, position);
    if (!token) throw new FilterPatternError(`unexpected text in the filter pattern: ${text.slice(position)}`);
    tokens.push(token);
    position += token.text.length;
  }
  return tokens;
}

function next(text: string, position: number): Token | undefined {
  for (const [kind, form] of forms) {
    form.lastIndex = position;
    const match = form.exec(text);
    if (match) return { kind, text: match[0] };
  }
  return undefined;
}
