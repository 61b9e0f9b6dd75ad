import type { Column } from '@aws-sdk/client-glue';
import { AwsError } from '../../../errors.ts';

type Values = ReadonlyMap<string, string>;
type Predicate = (values: Values) => boolean;
type Compared = number | string | bigint;

const TOKEN =
  /\s*(?:('(?:[^']|'')*'|"(?:[^"]|"")*")|(-?\d+(?:\.\d+)?)|(<=|>=|<>|!=|[=<>(),])|([A-Za-z_][\w.]*)|`([^`]+)`)/gy;
const NUMBERS = new Set(['tinyint', 'smallint', 'int', 'integer', 'bigint', 'long', 'float', 'double']);

/**
 * What `GetPartitions` selects by: `year = '2026' AND (month IN ('01', '02') OR day BETWEEN '1' AND '9')`, with `LIKE`, `NOT` and `IS NULL`.
 * Columns of number types compare as numbers, all others as text (which is also the order of ISO dates). Throws `InvalidInputException`.
 */
export const partitionPredicate = (expression: string, keys: readonly Column[]): Predicate => {
  const parser = new Parser(expression, keys);
  const predicate = parser.either();
  parser.end();
  return predicate;
};

interface Token {
  kind: 'text' | 'number' | 'sign' | 'word';
  text: string;
}

class Parser {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  readonly #types: ReadonlyMap<string, string>;
  #next = 0;

  constructor(source: string, keys: readonly Column[]) {
    this.#source = source;
    this.#types = new Map(keys.map(({ Name = '', Type = 'string' }) => [Name.toLowerCase(), Type.toLowerCase()]));
    const rest = source.replace(
      TOKEN,
      (_all, text?: string, number?: string, sign?: string, word?: string, quoted?: string) => {
        if (text !== undefined)
          this.#tokens.push({
            kind: 'text',
            text: text.slice(1, -1).replaceAll(text.charAt(0).repeat(2), text.charAt(0)),
          });
        else if (number !== undefined) this.#tokens.push({ kind: 'number', text: number });
        else if (sign !== undefined) this.#tokens.push({ kind: 'sign', text: sign });
        else this.#tokens.push({ kind: 'word', text: word ?? quoted ?? '' });
        return '';
      },
    );
    if (rest.trim() !== '') throw this.#error(`unexpected ${rest.trim().charAt(0)}`);
  }

  either(): Predicate {
    const left = this.#both();
    if (!this.#word('OR')) return left;
    const right = this.either();
    return (values) => left(values) || right(values);
  }

  end(): void {
    const token = this.#tokens[this.#next];
    if (token) throw this.#error(`unexpected ${token.text}`);
  }

  #both(): Predicate {
    const left = this.#one();
    if (!this.#word('AND')) return left;
    const right = this.#both();
    return (values) => left(values) && right(values);
  }

  #one(): Predicate {
    if (this.#word('NOT')) {
      const inner = this.#one();
      return (values) => !inner(values);
    }
    if (this.#sign('(')) {
      const inner = this.either();
      this.#expect(')');
      return inner;
    }
    const name = this.#take('word').text.toLowerCase();
    const type = this.#types.get(name);
    if (type === undefined) throw this.#error(`${name} is no partition key (${[...this.#types.keys()].join(', ')})`);
    const read = (values: Values): Compared => this.#value(values.get(name) ?? '', type);
    return this.#comparison(read, type, (values) => values.get(name) ?? '');
  }

  #comparison(read: (values: Values) => Compared, type: string, text: (values: Values) => string): Predicate {
    if (this.#word('IS')) {
      const not = this.#word('NOT');
      if (!this.#word('NULL')) throw this.#error('expected NULL');
      return (values) => (text(values) === '__HIVE_DEFAULT_PARTITION__') !== not;
    }
    const not = this.#word('NOT');
    const turn = (predicate: Predicate): Predicate => (not ? (values) => !predicate(values) : predicate);
    if (this.#word('IN')) {
      this.#expect('(');
      const wanted = [this.#literal(type)];
      while (this.#sign(',')) wanted.push(this.#literal(type));
      this.#expect(')');
      return turn((values) => wanted.includes(read(values)));
    }
    if (this.#word('BETWEEN')) {
      const low = this.#literal(type);
      if (!this.#word('AND')) throw this.#error('expected AND');
      const high = this.#literal(type);
      return turn((values) => read(values) >= low && read(values) <= high);
    }
    if (this.#word('LIKE')) {
      const pattern = this.#take('text').text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const like = new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
      return turn((values) => like.test(text(values)));
    }
    if (not) throw this.#error('expected IN, BETWEEN or LIKE after NOT');
    const sign = this.#take('sign').text;
    const other = this.#literal(type);
    return compare(sign, read, other, () => this.#error(`unexpected ${sign}`));
  }

  #literal(type: string): Compared {
    // `date '2026-11-22'` and `timestamp '…'` are taken as their text.
    if (this.#tokens[this.#next]?.kind === 'word') this.#take('word');
    const token = this.#tokens[this.#next++];
    if (token?.kind !== 'text' && token?.kind !== 'number') throw this.#error('expected a value');
    return this.#value(token.text, type);
  }

  #value(text: string, type: string): Compared {
    if (!NUMBERS.has(type) && !type.startsWith('decimal')) return text;
    if (/^-?\d+$/.test(text)) return BigInt(text);
    const number = Number(text);
    if (Number.isNaN(number)) throw this.#error(`${text} is no ${type}`);
    return number;
  }

  #take(kind: Token['kind']): Token {
    const token = this.#tokens[this.#next++];
    if (token?.kind !== kind) throw this.#error(`expected a ${kind}, found ${token?.text ?? 'the end'}`);
    return token;
  }

  #word(word: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false;
    this.#next++;
    return true;
  }

  #sign(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#next++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#sign(sign)) throw this.#error(`expected ${sign}`);
  }

  #error(reason: string): AwsError {
    return new AwsError('InvalidInputException', `Unsupported expression '${this.#source}': ${reason}`);
  }
}

const compare = (
  sign: string,
  read: (values: Values) => Compared,
  other: Compared,
  unknown: () => AwsError,
): Predicate => {
  switch (sign) {
    case '=':
      // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1.0 are one value
      return (values) => read(values) == other;
    case '<>':
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1.0 are one value
      return (values) => read(values) != other;
    case '<':
      return (values) => read(values) < other;
    case '<=':
      return (values) => read(values) <= other;
    case '>':
      return (values) => read(values) > other;
    case '>=':
      return (values) => read(values) >= other;
    default:
      throw unknown();
  }
};
