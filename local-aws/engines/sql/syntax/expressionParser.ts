import { notPortable } from '../errors.ts';
import { parseType } from '../types/parseType.ts';
import type { Expression, Query } from './ast.ts';
import { CallParser, UNIT } from './callParser.ts';
import { RESERVED } from './words.ts';

const COMPARISONS = ['=', '==', '<=>', '<>', '!=', '<', '<=', '>', '>='];
/** Binary operators by precedence, loosest first. Source: `SqlBaseParser.g4`, valueExpression. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>', '>>>'],
  ['+', '-', '||'],
  ['*', '/', '%', 'DIV'],
];
const CONSTANTS = new Set(['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'LOCALTIMESTAMP', 'CURRENT_USER']);

/** Reads Spark SQL's expressions. */
export abstract class ExpressionParser extends CallParser {
  abstract query(): Query;

  expression(): Expression {
    return this.#or();
  }

  operand(): Expression {
    return this.#value();
  }

  #or(): Expression {
    let left = this.#and();
    for (;;) {
      const { at } = this.peek();
      if (!this.accept('OR')) return left;
      left = { kind: 'binary', operator: 'OR', left, right: this.#and(), at };
    }
  }

  #and(): Expression {
    let left = this.#not();
    for (;;) {
      const { at } = this.peek();
      if (!this.accept('AND')) return left;
      left = { kind: 'binary', operator: 'AND', left, right: this.#not(), at };
    }
  }

  #not(): Expression {
    const { at } = this.peek();
    if (this.accept('NOT') || this.accept('!')) return { kind: 'unary', operator: 'NOT', operand: this.#not(), at };
    return this.#predicate();
  }

  #predicate(): Expression {
    let left = this.#value();
    for (;;) {
      const { at } = this.peek();
      const operator = this.acceptAny(...COMPARISONS);
      if (operator !== undefined) {
        const normal = operator === '==' ? '=' : operator === '!=' ? '<>' : operator;
        left = { kind: 'binary', operator: normal, left, right: this.#value(), at };
        continue;
      }
      const next = this.#suffix(left, at);
      if (next === undefined) return left;
      left = next;
    }
  }

  #suffix(operand: Expression, at: number): Expression | undefined {
    if (this.accept('IS')) {
      const not = this.accept('NOT');
      if (this.accept('DISTINCT', 'FROM')) {
        const equal: Expression = { kind: 'binary', operator: '<=>', left: operand, right: this.#value(), at };
        return not ? equal : { kind: 'unary', operator: 'NOT', operand: equal, at };
      }
      const what = this.acceptAny('NULL', 'TRUE', 'FALSE', 'UNKNOWN');
      if (what === undefined) throw this.error(`expected NULL, TRUE, FALSE or DISTINCT FROM after IS`);
      return { kind: 'is', operand, not, what, at };
    }
    const negated = this.is('NOT') && ['BETWEEN', 'IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP'].includes(this.peek(1).up);
    if (negated) this.take();
    if (this.accept('BETWEEN')) {
      const low = this.#value();
      this.expect('AND');
      return { kind: 'between', operand, not: negated, low, high: this.#value(), at };
    }
    if (this.accept('IN')) return this.#in(operand, negated, at);
    const word = this.acceptAny('LIKE', 'ILIKE', 'RLIKE', 'REGEXP');
    if (word === undefined) return undefined;
    if (this.is('ANY') || this.is('ALL') || this.is('SOME'))
      throw notPortable(`${word} ${this.peek().up}`, 'the conditions joined by OR or AND');
    const pattern = this.#value();
    const operator = word === 'REGEXP' ? 'RLIKE' : word;
    if (!this.accept('ESCAPE')) return { kind: 'like', operator, operand, not: negated, pattern, at };
    return { kind: 'like', operator, operand, not: negated, pattern, escape: this.#text(), at };
  }

  #in(operand: Expression, not: boolean, at: number): Expression {
    this.expect('(');
    if (this.is('SELECT') || this.is('WITH') || this.is('VALUES')) {
      const query = this.query();
      this.expect(')');
      return { kind: 'inQuery', operand, not, query, at };
    }
    const list = this.list(() => this.expression());
    this.expect(')');
    return { kind: 'in', operand, not, list, at };
  }

  #value(level = 0): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#value(level + 1);
    for (;;) {
      const { at } = this.peek();
      const operator = this.acceptAny(...operators);
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.#value(level + 1), at };
    }
  }

  #unary(): Expression {
    const { at } = this.peek();
    // A sign before digits belongs to the number: -2147483648 is an INT.
    if (this.is('-') && this.peek(1).kind === 'number') {
      this.take();
      const number = this.#number();
      return this.#postfix(number.kind === 'number' ? { ...number, text: `-${number.text}`, at } : number);
    }
    const operator = this.acceptAny('-', '+', '~');
    if (operator !== undefined) return { kind: 'unary', operator, operand: this.#unary(), at };
    return this.#postfix(this.#primary());
  }

  #postfix(primary: Expression): Expression {
    let operand = primary;
    for (;;) {
      const { at } = this.peek();
      if (this.accept('[')) {
        const index = this.expression();
        this.expect(']');
        operand = { kind: 'subscript', operand, index, at };
      } else if (this.is('.') && operand.kind !== 'column') {
        this.take();
        operand = { kind: 'field', operand, name: this.name(), at };
      } else if (this.accept('::'))
        operand = { kind: 'cast', operand, type: parseType(this.typeText()), mode: 'ansi', at };
      else return operand;
    }
  }

  #number(): Expression {
    const { text, at } = this.take();
    const suffix = /(BD|[DFLSY])$/i.exec(text)?.[1] ?? '';
    return { kind: 'number', text: text.slice(0, text.length - suffix.length), suffix: suffix.toUpperCase(), at };
  }

  #text(): string {
    let value = '';
    if (this.peek().kind !== 'text') throw this.error(`expected a text, found ${this.peek().text}`);
    while (this.peek().kind === 'text') value += this.take().text;
    return value;
  }

  #primary(): Expression {
    const token = this.peek();
    const { at } = token;
    switch (token.kind) {
      case 'number':
        return this.#number();
      case 'text':
        return { kind: 'text', value: this.#text(), at };
      case 'parameter':
        this.take();
        return { kind: 'parameter', name: token.text, at };
      case 'quoted':
        return this.#column();
      case 'sign':
        if (this.accept('*')) return this.#star([], at);
        if (token.up === '(') return this.#parenthesis();
        throw this.error(`unexpected ${token.text}`);
      case 'word':
        return this.#word();
      case 'end':
        throw this.error('the statement ends too early');
    }
  }

  #parenthesis(): Expression {
    const { at } = this.peek();
    if (this.#lambdaAhead()) {
      const parameters = this.bracketed(() => this.name());
      this.expect('->');
      return { kind: 'lambda', parameters, body: this.expression(), at };
    }
    this.expect('(');
    if (this.is('SELECT') || this.is('WITH') || this.is('VALUES')) {
      const query = this.query();
      this.expect(')');
      return { kind: 'scalarQuery', query, at };
    }
    const items = this.list(() => this.expression());
    this.expect(')');
    const [only] = items;
    return items.length === 1 && only ? only : { kind: 'row', items, at };
  }

  /** `(a, b) ->` */
  #lambdaAhead(): boolean {
    let ahead = 1;
    while (this.peek(ahead).kind === 'word' && this.peek(ahead + 1).up === ',') ahead += 2;
    return this.peek(ahead).kind === 'word' && this.peek(ahead + 1).up === ')' && this.peek(ahead + 2).up === '->';
  }

  #word(): Expression {
    const { up, text, at } = this.peek();
    const after = this.peek(1);
    if (after.up === '->') {
      this.take();
      this.take();
      return { kind: 'lambda', parameters: [text], body: this.expression(), at };
    }
    if (after.kind === 'text' && /^(DATE|TIMESTAMP|TIMESTAMP_NTZ|TIMESTAMP_LTZ|X)$/.test(up)) {
      this.take();
      return { kind: 'typed', type: up, value: this.take().text, at };
    }
    switch (up) {
      case 'NULL':
        this.take();
        return { kind: 'null', at };
      case 'TRUE':
      case 'FALSE':
        this.take();
        return { kind: 'boolean', value: up === 'TRUE', at };
      case 'CASE':
        return this.#case();
      case 'INTERVAL':
        if (after.up !== '.' && after.up !== ',' && after.up !== ')') return this.#interval();
        break;
      case 'EXISTS':
        if (after.up === '(' && /^(SELECT|WITH|VALUES)$/.test(this.peek(2).up)) {
          this.take();
          this.expect('(');
          const query = this.query();
          this.expect(')');
          return { kind: 'exists', query, at };
        }
        break;
    }
    if (after.up === '(') return this.call();
    if (CONSTANTS.has(up)) {
      this.take();
      return { kind: 'call', name: up.toLowerCase(), arguments: [], distinct: false, at };
    }
    if (RESERVED.has(up)) throw this.error(`unexpected ${text}`);
    return this.#column();
  }

  #column(): Expression {
    const { at } = this.peek();
    const parts = [this.name()];
    while (this.is('.')) {
      this.take();
      if (this.accept('*')) return this.#star(parts, at);
      parts.push(this.name());
    }
    return { kind: 'column', parts, at };
  }

  #star(qualifier: string[], at: number): Expression {
    const except = this.is('EXCEPT', '(') && this.accept('EXCEPT') ? this.bracketed(() => this.name()) : [];
    return { kind: 'star', qualifier, except, at };
  }

  #case(): Expression {
    const { at } = this.take();
    const operand = this.is('WHEN') ? undefined : this.expression();
    const whens: { when: Expression; result: Expression }[] = [];
    while (this.accept('WHEN')) {
      const when = this.expression();
      this.expect('THEN');
      whens.push({ when, result: this.expression() });
    }
    const otherwise = this.accept('ELSE') ? this.expression() : undefined;
    this.expect('END');
    return { kind: 'case', whens, at, ...(operand && { operand }), ...(otherwise && { otherwise }) };
  }

  #interval(): Expression {
    const { at } = this.take();
    if (this.peek().kind === 'text') {
      const text = this.take().text;
      const from = this.peek().up;
      if (UNIT.test(from)) {
        this.take();
        const unit = singular(from);
        if (this.accept('TO'))
          return { kind: 'interval', parts: [], range: { from: unit, to: singular(this.take().up), text }, at };
        return { kind: 'interval', parts: [{ value: { kind: 'text', value: text.trim(), at }, unit }], at };
      }
      const parts = [...text.matchAll(/([+-]?\d+(?:\.\d+)?)\s+([A-Za-z]+)/g)].map(([, value = '', unit = '']) => ({
        value: { kind: 'text' as const, value, at },
        unit: singular(unit.toUpperCase()),
      }));
      if (parts.length === 0) throw this.error(`'${text}' is not an interval`, at);
      return { kind: 'interval', parts, at };
    }
    const parts: { value: Expression; unit: string }[] = [];
    while (
      this.peek().kind === 'number' ||
      this.peek().kind === 'text' ||
      this.is('-') ||
      (parts.length === 0 && !this.is(')'))
    ) {
      const value = this.#unary();
      if (!UNIT.test(this.peek().up)) throw this.error(`expected a unit of time, found ${this.peek().text}`);
      parts.push({ value, unit: singular(this.take().up) });
      if (!UNIT.test(this.peek(this.is('-') ? 2 : 1).up)) break;
    }
    return { kind: 'interval', parts, at };
  }
}

const singular = (unit: string): string => unit.replace(/S$/, '');
