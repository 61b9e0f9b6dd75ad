import { parseType } from '../types/parseType.ts';
import type { Argument, Call, Expression, FrameBound, SortItem, Window } from './ast.ts';
import { TokenStream } from './tokenStream.ts';

/** A unit of time, also in the plural. */
export const UNIT = /^(YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)S?$/;

/** Reads function calls, with all that may stand in and after their brackets, and windows. */
export abstract class CallParser extends TokenStream {
  abstract expression(): Expression;

  /** An expression without comparisons and logic. */
  abstract operand(): Expression;

  /** The text of a type, up to where its brackets close. */
  typeText(): string {
    let text = this.take().text;
    let depth = 0;
    const opens = () => this.is('<') || this.is('(');
    while (depth > 0 || opens()) {
      const token = this.take();
      if (token.kind === 'end') throw this.error('the type does not end');
      if (token.up === '<' || token.up === '(') depth++;
      if (token.up === '>' || token.up === ')') depth--;
      if (token.up === '>>') depth -= 2;
      text += ` ${token.kind === 'quoted' ? `\`${token.text}\`` : token.text}`;
    }
    return text;
  }

  /** A function call, and the spellings of functions that have a grammar of their own. */
  call(): Call & { at: number } {
    const { at } = this.peek();
    const name = this.name().toLowerCase();
    const upper = name.toUpperCase();
    const plain = (...args: Expression[]): Call & { at: number } => ({
      kind: 'call',
      name,
      arguments: args.map((value) => ({ value })),
      distinct: false,
      at,
    });
    this.expect('(');
    if (upper === 'CAST' || upper === 'TRY_CAST') {
      const operand = this.expression();
      this.expect('AS');
      const type = parseType(this.typeText());
      this.expect(')');
      return { kind: 'cast', operand, type, mode: upper === 'CAST' ? 'ansi' : 'try', at } as never;
    }
    if (upper === 'EXTRACT') {
      const field: Expression = { kind: 'text', value: this.take().text, at };
      this.expect('FROM');
      const source = this.expression();
      this.expect(')');
      return plain(field, source);
    }
    if (upper === 'TRIM' && /^(BOTH|LEADING|TRAILING)$/.test(this.peek().up)) return this.#trim(at);
    const isUnit = UNIT.test(this.peek().up) && this.peek(1).up === ',';
    if (isUnit && /^(TIMESTAMPADD|TIMESTAMPDIFF|DATEADD|DATEDIFF|DATE_ADD|DATE_DIFF|TIMEDIFF)$/.test(upper)) {
      const unit = this.take().text;
      this.expect(',');
      const rest = this.list(() => this.expression());
      this.expect(')');
      // Two arguments are two dates, the first of them a column that is called as a unit is.
      if (rest.length === 1) return plain({ kind: 'column', parts: [unit], at }, ...rest);
      return { ...plain({ kind: 'text', value: unit, at }, ...rest), name: `${name}_unit` };
    }
    const distinct = this.accept('DISTINCT');
    if (!distinct) this.accept('ALL');
    const args: Argument[] = [];
    if (!this.is(')')) {
      const first = upper === 'POSITION' ? this.operand() : this.expression();
      if (upper === 'TRIM' && this.accept('FROM')) {
        const source = this.expression();
        this.expect(')');
        return { ...plain(source, first), name: 'btrim' };
      }
      if (upper === 'POSITION' && this.accept('IN')) {
        const source = this.expression();
        this.expect(')');
        return plain(first, source);
      }
      args.push(this.#aliased(first));
      if (/^(SUBSTRING|SUBSTR|OVERLAY)$/.test(upper) && (this.is('FROM') || this.is('PLACING'))) {
        const rest: Expression[] = [first];
        while (this.acceptAny('FROM', 'FOR', 'PLACING') !== undefined) rest.push(this.expression());
        this.expect(')');
        return plain(...rest);
      }
      while (this.accept(',')) args.push(this.#aliased(this.expression()));
    }
    const inside = this.#nulls();
    this.expect(')');
    return this.#afterCall({ kind: 'call', name, arguments: args, distinct, at, ...(inside && { nulls: inside }) });
  }

  #trim(at: number): Call & { at: number } {
    const name = { BOTH: 'btrim', LEADING: 'ltrim', TRAILING: 'rtrim' }[this.take().up as 'BOTH'];
    const characters = this.is('FROM') ? undefined : this.expression();
    this.expect('FROM');
    const source = this.expression();
    this.expect(')');
    // ltrim and rtrim take the characters first, btrim last.
    const args = characters === undefined ? [source] : name === 'btrim' ? [source, characters] : [characters, source];
    return { kind: 'call', name, arguments: args.map((value) => ({ value })), distinct: false, at };
  }

  #aliased(value: Expression): Argument {
    return this.accept('AS') ? { value, alias: this.name() } : { value };
  }

  #nulls(): 'IGNORE' | 'RESPECT' | undefined {
    const word = this.is('IGNORE', 'NULLS') ? 'IGNORE' : this.is('RESPECT', 'NULLS') ? 'RESPECT' : undefined;
    if (word !== undefined) this.expect(word, 'NULLS');
    return word;
  }

  #afterCall(call: Call & { at: number }): Call & { at: number } {
    let result = call;
    if (this.accept('WITHIN')) {
      this.expect('GROUP', '(', 'ORDER', 'BY');
      result = { ...result, within: this.list(() => this.sortItem()) };
      this.expect(')');
    }
    if (this.is('FILTER', '(')) {
      this.expect('FILTER', '(', 'WHERE');
      result = { ...result, filter: this.expression() };
      this.expect(')');
    }
    const nulls = this.#nulls();
    if (nulls) result = { ...result, nulls };
    if (this.accept('OVER')) result = { ...result, over: this.is('(') ? this.window() : this.name() };
    return result;
  }

  sortItem(): SortItem {
    const value = this.expression();
    const descending = this.accept('DESC');
    if (!descending) this.accept('ASC');
    if (this.accept('NULLS')) {
      const which = this.acceptAny('FIRST', 'LAST');
      if (which === undefined) throw this.error('expected FIRST or LAST after NULLS');
      return { value, descending, nullsFirst: which === 'FIRST' };
    }
    return { value, descending, nullsFirst: !descending };
  }

  /** `( … )` of a window. */
  window(): Window {
    this.expect('(');
    const base =
      this.peek().kind === 'word' && !/^(PARTITION|ORDER|ROWS|RANGE)$/.test(this.peek().up) ? this.name() : undefined;
    const partition = this.accept('PARTITION', 'BY') ? this.list(() => this.expression()) : [];
    const order = this.accept('ORDER', 'BY') ? this.list(() => this.sortItem()) : [];
    const unit = this.acceptAny('ROWS', 'RANGE');
    let frame: Window['frame'];
    if (unit !== undefined) {
      const between = this.accept('BETWEEN');
      const start = this.#bound();
      if (between) this.expect('AND');
      frame = { unit, start, end: between ? this.#bound() : { kind: 'current' } };
    }
    this.expect(')');
    return { partition, order, ...(base !== undefined && { base }), ...(frame && { frame }) };
  }

  #bound(): FrameBound {
    if (this.accept('CURRENT', 'ROW')) return { kind: 'current' };
    const unbounded = this.accept('UNBOUNDED');
    const value = unbounded ? undefined : this.expression();
    const side = this.acceptAny('PRECEDING', 'FOLLOWING');
    if (side === undefined) throw this.error('expected PRECEDING or FOLLOWING');
    return value === undefined ? { kind: 'unbounded', side } : { kind: 'offset', side, value };
  }
}
