import { RulesetSyntaxError } from '../errors.ts';
import type { Token, TokenKind } from './token.ts';

/** Walks over tokens, and remembers the furthest place where nothing fitted and what would have: that is where a text is wrong. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #next = 0;
  #furthest = -1;
  #expected = new Set<string>();

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get position(): number {
    return this.#next;
  }

  back(position: number): void {
    this.#next = position;
  }

  get token(): Token {
    return this.#at(this.#next);
  }

  is(...kinds: TokenKind[]): boolean {
    if (kinds.includes(this.token.kind)) return true;
    this.#want(kinds);
    return false;
  }

  /** The token, gone past, if it is of one of the kinds. */
  accept(...kinds: TokenKind[]): Token | undefined {
    if (!this.is(...kinds)) return undefined;
    return this.#at(this.#next++);
  }

  expect(...kinds: TokenKind[]): Token {
    return this.accept(...kinds) ?? this.fail();
  }

  /** Throws for the furthest place that was tried. */
  fail(): never {
    const token = this.#at(Math.max(this.#furthest, 0));
    const found =
      token.kind === 'end'
        ? 'the text ends too early'
        : token.kind === '"'
          ? 'a quote that is never closed'
          : `unexpected ${JSON.stringify(token.text)}`;
    throw new RulesetSyntaxError(found, { line: token.line, column: token.column, expected: [...this.#expected] });
  }

  /** Throws for a rule that is well formed but means nothing. */
  refuse(reason: string, at: Token): never {
    throw new RulesetSyntaxError(reason, { line: at.line, column: at.column, expected: [] });
  }

  #want(kinds: readonly TokenKind[]): void {
    if (this.#next < this.#furthest) return;
    if (this.#next > this.#furthest) this.#expected.clear();
    this.#furthest = this.#next;
    for (const kind of kinds) this.#expected.add(DESCRIPTIONS[kind] ?? `'${kind}'`);
  }

  #at(index: number): Token {
    const token = this.#tokens[Math.min(index, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('a text has at least its end as a token');
    return token;
  }
}

const DESCRIPTIONS: Readonly<Partial<Record<TokenKind, string>>> = {
  number: 'a number',
  decimal: 'a number',
  date: 'a date "yyyy-mm-dd"',
  time: 'a time "h:mm AM"',
  militaryTime: 'a time "hh:mm"',
  string: 'a quoted text',
  identifier: 'a name',
};
