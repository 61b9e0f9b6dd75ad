import type { StepError } from '../errors.ts';
import { syntaxError, type Token, tokens } from './lexer.ts';

/** A statement's tokens, read from left to right. */
export class TokenStream {
  readonly source: string;
  readonly #tokens: Token[];
  #next = 0;

  constructor(source: string) {
    this.source = source;
    this.#tokens = tokens(source);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)] as Token;
  }

  take(): Token {
    const token = this.peek();
    if (this.#next < this.#tokens.length - 1) this.#next++;
    return token;
  }

  /** Whether the next tokens are these words or signs; takes nothing. */
  is(...ups: string[]): boolean {
    return ups.every((up, at) => this.peek(at).up === up);
  }

  /** Takes these words or signs if all are next. */
  accept(...ups: string[]): boolean {
    if (!this.is(...ups)) return false;
    this.#next += ups.length;
    return true;
  }

  /** Takes the one of these words that is next. */
  acceptAny<T extends string>(...ups: T[]): T | undefined {
    return ups.find((up) => this.accept(up));
  }

  expect(...ups: string[]): void {
    for (const up of ups) if (!this.accept(up)) throw this.error(`expected ${up}, found ${this.peek().text}`);
  }

  /** A name, quoted or not. */
  name(): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'quoted') throw this.error(`expected a name, found ${token.text}`);
    return this.take().text;
  }

  error(reason: string, at = this.peek().at): StepError {
    return syntaxError(this.source, at, reason);
  }

  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.accept(',')) items.push(read());
    return items;
  }

  /** `( … )` around a list, which may be empty. */
  bracketed<T>(read: () => T): T[] {
    this.expect('(');
    if (this.accept(')')) return [];
    const items = this.list(read);
    this.expect(')');
    return items;
  }
}
