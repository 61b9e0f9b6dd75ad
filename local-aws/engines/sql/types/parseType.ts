import { StepError } from '../errors.ts';
import {
  arrayOf,
  BIGINT,
  BINARY,
  BOOLEAN,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  type Field,
  FLOAT,
  INT,
  mapOf,
  NULL,
  SMALLINT,
  STRING,
  structOf,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  TINYINT,
} from './dataType.ts';

const NAMES: Readonly<Record<string, DataType>> = {
  BOOLEAN,
  TINYINT,
  BYTE: TINYINT,
  SMALLINT,
  SHORT: SMALLINT,
  INT,
  INTEGER: INT,
  BIGINT,
  LONG: BIGINT,
  FLOAT,
  REAL: FLOAT,
  DOUBLE,
  STRING,
  BINARY,
  DATE,
  // spark.sql.timestampType = TIMESTAMP_NTZ, as the job sets it.
  TIMESTAMP: TIMESTAMP_NTZ,
  TIMESTAMP_NTZ,
  TIMESTAMP_LTZ: TIMESTAMP,
  DECIMAL: decimal(10, 0),
  DEC: decimal(10, 0),
  NUMERIC: decimal(10, 0),
  VOID: NULL,
};

/** Reads a Spark SQL type: `DECIMAL(18,2)`, `array<int>`, `STRUCT<a: INT, b: STRING>`. Throws `SqlInvalid`. */
export const parseType = (source: string): DataType => {
  const parser = new TypeParser(source);
  const type = parser.type();
  parser.end();
  return type;
};

class TypeParser {
  readonly #source: string;
  readonly #tokens: string[];
  #next = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = source.match(/`(?:[^`]|``)*`|\w+|[^\s\w]/g) ?? [];
  }

  type(): DataType {
    const word = this.#take().toUpperCase();
    if (word === 'ARRAY') return arrayOf(this.#bracketed(() => this.type()));
    if (word === 'MAP')
      return this.#bracketed(() => {
        const key = this.type();
        this.#expect(',');
        return mapOf(key, this.type());
      });
    if (word === 'STRUCT') return structOf(this.#bracketed(() => this.#fields()));
    const type = NAMES[word];
    if (type === undefined) throw this.#error(`${word.toLowerCase()} is not a type`);
    if (type.kind !== 'decimal' || this.#tokens[this.#next] !== '(') return type;
    this.#expect('(');
    const precision = Number(this.#take());
    let scale = 0;
    if (this.#tokens[this.#next] === ',') {
      this.#expect(',');
      scale = Number(this.#take());
    }
    this.#expect(')');
    if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision))
      throw this.#error('a DECIMAL has 1 to 38 digits, and not more behind the point');
    return decimal(precision, scale);
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw this.#error(`unexpected ${this.#tokens[this.#next]}`);
  }

  #fields(): Field[] {
    const fields: Field[] = [];
    do {
      if (this.#tokens[this.#next] === ',') this.#next++;
      const name = this.#take();
      if (this.#tokens[this.#next] === ':') this.#next++;
      fields.push({ name: name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name, type: this.type() });
    } while (this.#tokens[this.#next] === ',');
    return fields;
  }

  #bracketed<T>(read: () => T): T {
    this.#expect('<');
    const value = read();
    this.#expect('>');
    return value;
  }

  #take(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw this.#error('it ends too early');
    return token;
  }

  #expect(token: string): void {
    const found = this.#take();
    if (found !== token) throw this.#error(`expected ${token}, found ${found}`);
  }

  #error(reason: string): StepError {
    return new StepError('SqlInvalid', `type '${this.#source}': ${reason}`);
  }
}
