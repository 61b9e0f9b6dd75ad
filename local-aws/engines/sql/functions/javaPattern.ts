import { sqlInvalid } from '../compile/failure.ts';
import { notPortable } from '../errors.ts';

/** A Java regular expression in a form that JavaScript reads the same, and DuckDB's RE2 as well where `native`. */
export interface Pattern {
  source: string;
  native: boolean;
  groups: number;
  matchesEmpty: boolean;
  /** The text that the pattern stands for, where it has no operators. */
  literal?: string;
}

/** Java's line terminators, which `.` leaves out and `$` steps over. */
const TERMINATORS = '\n\r\u0085\u2028\u2029';
const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: 'a-zA-Z0-9_', s: ' \\t\\n\\x0B\\f\\r' };
const CONTROL: Readonly<Record<string, string>> = { n: '\\n', t: '\\t', r: '\\r', f: '\\f' };

/**
 * Translates a pattern. What the engines read differently is written out (`\s`, `.`, `$`); what has no equal is refused: word boundaries
 * (Java's know all letters), possessive quantifiers, POSIX and Unicode classes, flags. `matchOnly`: only whether it occurs counts.
 */
export const translate = (java: string, matchOnly: boolean): Pattern => {
  const state = { native: true, groups: 0, literal: '' as string | undefined };
  const source = new Reader(java, matchOnly, state).pattern();
  let matchesEmpty: boolean;
  try {
    matchesEmpty = new RegExp(`^(?:${source})$`, 'u').test('');
  } catch {
    throw sqlInvalid(`the pattern ${java} is not a regular expression`);
  }
  return {
    source,
    native: state.native,
    groups: state.groups,
    matchesEmpty,
    ...(state.literal !== undefined && { literal: state.literal }),
  };
};

interface State {
  native: boolean;
  groups: number;
  literal: string | undefined;
}

class Reader {
  readonly #java: string;
  readonly #matchOnly: boolean;
  readonly #state: State;
  #at = 0;

  constructor(java: string, matchOnly: boolean, state: State) {
    this.#java = java;
    this.#matchOnly = matchOnly;
    this.#state = state;
  }

  pattern(): string {
    let result = '';
    while (this.#at < this.#java.length) result += this.#next();
    return result;
  }

  #next(): string {
    const character = String.fromCodePoint(this.#java.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    if (!'\\.[$^(|)*+?{'.includes(character)) {
      if (character === ']' || character === '}') return this.#plain(`\\${character}`, character);
      return this.#plain(character === '/' ? '\\/' : character, character);
    }
    if (character === '\\') return this.#escape();
    this.#state.literal = undefined;
    switch (character) {
      case '.':
        return `[^${TERMINATORS}]`;
      case '[':
        return this.#class();
      case '$':
        return this.#end();
      case '(':
        return this.#group();
      case '*':
      case '+':
      case '?':
        return this.#quantifier(character);
      case '{':
        return this.#count();
      default:
        return character;
    }
  }

  #plain(source: string, value: string): string {
    if (this.#state.literal !== undefined) this.#state.literal += value;
    return source;
  }

  #end(): string {
    if (this.#matchOnly && this.#at === this.#java.length) return `(?:\\r\\n|[${TERMINATORS}])?$`;
    this.#state.native = false;
    return `(?=(?:\\r\\n|[${TERMINATORS}])?$(?![\\s\\S]))`;
  }

  #escape(): string {
    const character = this.#java[this.#at++];
    if (character === undefined) throw sqlInvalid(`the pattern ${this.#java} ends with a backslash`);
    const own = CLASSES[character.toLowerCase()];
    if (own !== undefined) {
      this.#state.literal = undefined;
      return `[${character === character.toLowerCase() ? '' : '^'}${own}]`;
    }
    const control = CONTROL[character];
    if (control !== undefined) return this.#plain(control, JSON.parse(`"${control}"`) as string);
    if (/[1-9]/.test(character)) {
      this.#state.native = false;
      this.#state.literal = undefined;
      return `\\${character}`;
    }
    if (/[a-zA-Z0]/.test(character)) throw notPortable(`\\${character} in a pattern`, 'a character class');
    return this.#plain(/[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character, character);
  }

  #class(): string {
    let result = '[';
    if (this.#java[this.#at] === '^') {
      result += '^';
      this.#at++;
    }
    for (let first = true; ; first = false) {
      const character = this.#java[this.#at++];
      if (character === undefined) throw sqlInvalid(`the pattern ${this.#java} has a [ that does not close`);
      if (character === ']' && !first) return `${result}]`;
      if (character === '[' || this.#java.startsWith('&&', this.#at - 1))
        throw notPortable('a character class within another', 'one class');
      if (character === '\\') {
        const next = this.#java[this.#at++] ?? '';
        const own = CLASSES[next];
        if (own !== undefined) result += own;
        else if (/[a-zA-Z0-9]/.test(next) && CONTROL[next] === undefined)
          throw notPortable(`\\${next} in a character class`, 'its characters');
        else result += CONTROL[next] ?? (next === "'" || next === '"' ? next : `\\${next}`);
      } else
        result +=
          '^/|()?*+.{}$&~#@!%,;:`=<>'.includes(character) && '^/|(){}'.includes(character)
            ? `\\${character}`
            : character === ']'
              ? '\\]'
              : character;
    }
  }

  #group(): string {
    const kind = /^\?(:|=|!|<=|<!)/.exec(this.#java.slice(this.#at))?.[0];
    if (kind === undefined) {
      if (this.#java[this.#at] === '?')
        throw notPortable('flags, names or atomic groups in a pattern', 'the pattern without them');
      this.#state.groups++;
      return '(';
    }
    this.#at += kind.length;
    if (kind !== '?:') this.#state.native = false;
    return `(${kind}`;
  }

  #quantifier(sign: string): string {
    const next = this.#java[this.#at];
    if (next === '+') throw notPortable('a possessive quantifier', 'a greedy one');
    if (next === '?') {
      this.#at++;
      return `${sign}?`;
    }
    return sign;
  }

  #count(): string {
    const count = /^\d+(,\d*)?\}/.exec(this.#java.slice(this.#at))?.[0];
    if (count === undefined) throw sqlInvalid(`the pattern ${this.#java} has a { that is no count`);
    this.#at += count.length;
    return this.#quantifier(`{${count}`);
  }
}
