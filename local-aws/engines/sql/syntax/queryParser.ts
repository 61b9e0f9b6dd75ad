import { notPortable } from '../errors.ts';
import type {
  Grouping,
  JoinType,
  LateralView,
  Query,
  QueryBody,
  Relation,
  Select,
  SelectItem,
  TableAlias,
  Window,
} from './ast.ts';
import { ExpressionParser } from './expressionParser.ts';
import { REFUSED, RESERVED } from './words.ts';

/** Reads a Spark SQL query. Throws `SqlInvalid` with line and column, `NotPortable` for clauses without an equal. */
export const parseQuery = (source: string): Query => {
  const parser = new QueryParser(source);
  const query = parser.query();
  parser.accept(';');
  const rest = parser.peek();
  const instead = REFUSED[rest.up];
  if (instead !== undefined) throw notPortable(rest.up, instead);
  if (rest.kind !== 'end') throw parser.error(`unexpected ${rest.text}`);
  return query;
};

class QueryParser extends ExpressionParser {
  query(): Query {
    const ctes: Query['with'] = [];
    if (this.accept('WITH')) {
      if (this.is('RECURSIVE')) throw notPortable('WITH RECURSIVE', 'the steps one by one');
      ctes.push(
        ...this.list(() => {
          const name = this.name();
          const columns = this.is('(') ? this.bracketed(() => this.name()) : [];
          this.accept('AS');
          this.expect('(');
          const query = this.query();
          this.expect(')');
          return { name, columns, query };
        }),
      );
    }
    const body = this.#setOperation();
    const order = this.accept('ORDER', 'BY') ? this.list(() => this.sortItem()) : [];
    const query: Query = { with: ctes, body, order };
    for (;;) {
      if (this.accept('LIMIT')) {
        if (!this.accept('ALL')) query.limit = this.expression();
      } else if (this.accept('OFFSET')) query.offset = this.expression();
      else return query;
    }
  }

  #setOperation(): QueryBody {
    let left = this.#intersection();
    for (;;) {
      const word = this.acceptAny('UNION', 'EXCEPT', 'MINUS');
      if (word === undefined) return left;
      const all = this.accept('ALL');
      if (!all) this.accept('DISTINCT');
      left = { kind: 'set', operator: word === 'MINUS' ? 'EXCEPT' : word, all, left, right: this.#intersection() };
    }
  }

  #intersection(): QueryBody {
    let left = this.#body();
    while (this.accept('INTERSECT')) {
      const all = this.accept('ALL');
      if (!all) this.accept('DISTINCT');
      left = { kind: 'set', operator: 'INTERSECT', all, left, right: this.#body() };
    }
    return left;
  }

  #body(): QueryBody {
    if (this.accept('(')) {
      const query = this.query();
      this.expect(')');
      return { kind: 'nested', query };
    }
    if (this.accept('VALUES')) return this.#values();
    if (this.accept('TABLE')) {
      const { at } = this.peek();
      const from: Relation = { kind: 'table', name: this.name(), at };
      const star: SelectItem = { value: { kind: 'star', qualifier: [], except: [], at }, aliases: [] };
      return { kind: 'select', distinct: false, items: [star], from: [from], views: [], windows: new Map() };
    }
    this.expect('SELECT');
    return { kind: 'select', ...this.#select() };
  }

  #values(): QueryBody {
    const rows = this.list(() => {
      const value = this.expression();
      return value.kind === 'row' ? value.items : [value];
    });
    const alias = this.#alias();
    return { kind: 'values', rows, ...(alias && { alias }) };
  }

  #select(): Select {
    const distinct = this.accept('DISTINCT');
    if (!distinct) this.accept('ALL');
    const items = this.list(() => this.#item());
    const from = this.accept('FROM') ? this.list(() => this.#relation()) : [];
    const views: LateralView[] = [];
    while (this.is('LATERAL', 'VIEW')) views.push(this.#lateralView());
    const select: Select = { distinct, items, from, views, windows: new Map() };
    if (this.accept('WHERE')) select.where = this.expression();
    if (this.accept('GROUP', 'BY')) select.group = this.#grouping();
    if (this.accept('HAVING')) select.having = this.expression();
    if (this.accept('WINDOW'))
      for (const [name, window] of this.list((): [string, Window] => {
        const name = this.name();
        this.expect('AS');
        return [name.toLowerCase(), this.window()];
      }))
        select.windows.set(name, window);
    const instead = REFUSED[this.peek().up];
    if (instead !== undefined) throw notPortable(this.peek().up, instead);
    return select;
  }

  #item(): SelectItem {
    const value = this.expression();
    if (this.accept('AS')) return { value, aliases: this.is('(') ? this.bracketed(() => this.name()) : [this.name()] };
    return { value, aliases: this.#nameAhead() ? [this.name()] : [] };
  }

  #nameAhead(): boolean {
    const { kind, up } = this.peek();
    return kind === 'quoted' || (kind === 'word' && !RESERVED.has(up));
  }

  #alias(): TableAlias | undefined {
    if (!this.accept('AS') && !this.#nameAhead()) return undefined;
    const name = this.name();
    return { name, columns: this.is('(') ? this.bracketed(() => this.name()) : [] };
  }

  #grouping(): Grouping {
    if (this.accept('ALL')) return { all: true, items: [], sets: [] };
    const sets = () =>
      this.bracketed(() => (this.is('(') ? this.bracketed(() => this.expression()) : [this.expression()]));
    if (this.is('ROLLUP', '(') || this.is('CUBE', '(')) {
      const kind = this.take().up as 'ROLLUP' | 'CUBE';
      return { all: false, items: this.bracketed(() => this.expression()), kind, sets: [] };
    }
    if (this.accept('GROUPING', 'SETS')) return { all: false, items: [], kind: 'SETS', sets: sets() };
    const items = this.list(() => this.expression());
    if (this.accept('GROUPING', 'SETS')) return { all: false, items: [], kind: 'SETS', sets: sets() };
    if (this.accept('WITH')) {
      const kind = this.acceptAny('ROLLUP', 'CUBE');
      if (kind === undefined) throw this.error('expected ROLLUP or CUBE');
      return { all: false, items, kind, sets: [] };
    }
    return { all: false, items, sets: [] };
  }

  #relation(): Relation {
    let left = this.#primaryRelation();
    for (;;) {
      const natural = this.accept('NATURAL');
      const type = this.#joinType();
      if (type === undefined) return left;
      const right = this.#primaryRelation();
      const join: Relation = { kind: 'join', type, left, right, natural };
      if (this.accept('ON')) join.on = this.expression();
      else if (this.accept('USING')) join.using = this.bracketed(() => this.name());
      left = join;
    }
  }

  #joinType(): JoinType | undefined {
    if (this.accept('JOIN') || this.accept('INNER', 'JOIN')) return 'INNER';
    if (this.accept('CROSS', 'JOIN')) return 'CROSS';
    for (const side of ['LEFT', 'RIGHT', 'FULL'] as const)
      if (this.accept(side, 'JOIN') || this.accept(side, 'OUTER', 'JOIN')) return side;
    for (const kind of ['SEMI', 'ANTI'] as const)
      if (this.accept('LEFT', kind, 'JOIN') || this.accept(kind, 'JOIN')) return kind;
    return undefined;
  }

  #primaryRelation(): Relation {
    const lateral = this.is('LATERAL') && !this.is('LATERAL', 'VIEW') && this.accept('LATERAL');
    if (this.accept('(')) {
      const query = this.query();
      this.expect(')');
      const alias = this.#alias();
      return { kind: 'query', query, lateral, ...(alias && { alias }) };
    }
    if (this.is('VALUES')) {
      this.take();
      const body = this.#values();
      const alias = body.kind === 'values' ? body.alias : undefined;
      return { kind: 'query', query: { with: [], body, order: [] }, lateral: false, ...(alias && { alias }) };
    }
    const { at } = this.peek();
    if (this.peek(1).up === '(' && this.peek().kind === 'word') {
      const call = this.call();
      const alias = this.#alias();
      return { kind: 'generator', call, ...(alias && { alias }) };
    }
    const name = this.name();
    if (this.is('.'))
      throw notPortable(`a table named with its database (${name}.…)`, 'the name of an input or view of the step');
    const instead = REFUSED[this.peek().up];
    if (instead !== undefined) throw notPortable(this.peek().up, instead);
    const alias = this.#alias();
    return { kind: 'table', name, at, ...(alias && { alias }) };
  }

  #lateralView(): LateralView {
    this.expect('LATERAL', 'VIEW');
    const outer = this.accept('OUTER');
    const call = this.call();
    const alias = this.name();
    const columns = this.accept('AS') || this.#nameAhead() ? this.list(() => this.name()) : [];
    return { outer, call, alias, columns };
  }
}
