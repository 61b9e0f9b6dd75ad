import { NightjarError } from '../errors.ts';
import { roundHalfUp } from './round.ts';
import type { Token } from './tokens.ts';

export type Value = number | string | null;
/** Values of a row by slot. A TIMESTAMP_NTZ is its milliseconds as if it were UTC. */
export type Row = Value[];
export type Type = 'int' | 'double' | 'decimal' | 'text' | 'timestamp' | 'boolean' | 'null';

/** A compiled expression: its type, and what it answers for a row. */
export interface Node {
  type: Type;
  run(row: Row): Value;
}

/** Where a column's value lies in the row, and its type. */
export type Resolve = (qualifier: string | undefined, column: string) => { slot: number; type: Type };

const refuse = (why: string): never => {
  throw new NightjarError('PipelineInvalid', `the features' SQL cannot be computed online: ${why}`);
};

const numeric = (type: Type): boolean => type === 'int' || type === 'double' || type === 'null';
const order: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};
const msPerDay = 86_400_000;

const both = (a: Node, b: Node, type: Type, apply: (a: number, b: number) => Value): Node => ({
  type,
  run: (row) => {
    const left = a.run(row);
    const right = b.run(row);
    return left === null || right === null ? null : apply(left as number, right as number);
  },
});

const of = (node: Node, type: Type, apply: (value: number) => Value): Node => ({
  type,
  run: (row) => {
    const value = node.run(row);
    return value === null ? null : apply(value as number);
  },
});

const castTo = (node: Node, type: string, scale: number): Node => {
  if (node.type === 'text' || node.type === 'timestamp') return refuse(`CAST of a ${node.type}`);
  switch (type.toUpperCase()) {
    case 'DOUBLE':
      return { ...node, type: 'double' };
    case 'INT':
    case 'BIGINT':
      return of(node, 'int', Math.trunc);
    case 'DECIMAL':
      return of(node, 'decimal', (value) => roundHalfUp(value, scale));
    default:
      return refuse(`CAST AS ${type}`);
  }
};

const divide = (a: Node, b: Node, byZero: () => null): Node => {
  if (!numeric(a.type) || !numeric(b.type)) return refuse('a division of decimals; CAST both sides AS DOUBLE');
  return both(a, b, 'double', (left, right) => (right === 0 ? byZero() : left / right));
};

const functions: Record<string, (parameters: Node[]) => Node> = {
  coalesce: (parameters) => ({
    type: parameters.find(({ type }) => type !== 'null' && type !== 'int')?.type ?? 'int',
    run: (row) => {
      for (const parameter of parameters) {
        const value = parameter.run(row);
        if (value !== null) return value;
      }
      return null;
    },
  }),
  try_divide: ([a, b]) => (a && b ? divide(a, b, () => null) : refuse('try_divide takes two values')),
  // Monday is 0; the epoch was a Thursday.
  weekday: ([a]) =>
    a?.type === 'timestamp'
      ? of(a, 'int', (ms) => (((Math.floor(ms / msPerDay) + 3) % 7) + 7) % 7)
      : refuse('weekday of no timestamp'),
  hour: ([a]) =>
    a?.type === 'timestamp'
      ? of(a, 'int', (ms) => Math.floor((((ms % msPerDay) + msPerDay) % msPerDay) / 3_600_000))
      : refuse('hour of no timestamp'),
};

/** Compiles one expression of a select list. Anything that is not sure to answer what Spark answers is `PipelineInvalid`. */
export const compile = (tokens: readonly Token[], resolve: Resolve): Node => {
  let at = 0;
  const peek = (text: string): boolean => tokens[at]?.kind !== 'text' && tokens[at]?.text.toUpperCase() === text;
  const take = (text: string): boolean => {
    const taken = peek(text);
    if (taken) at++;
    return taken;
  };
  const need = (text: string): void => {
    if (!take(text)) refuse(`${text} expected at "${tokens[at]?.text ?? 'the end'}"`);
  };
  const or = (): Node => {
    let left = and();
    while (take('OR')) {
      const [a, b] = [left, and()];
      left = { type: 'boolean', run: (row) => (a.run(row) === 1 || b.run(row) === 1 ? 1 : 0) };
    }
    return left;
  };
  const and = (): Node => {
    let left = comparison();
    while (take('AND')) {
      const [a, b] = [left, comparison()];
      left = { type: 'boolean', run: (row) => (a.run(row) === 1 && b.run(row) === 1 ? 1 : 0) };
    }
    return left;
  };
  const comparison = (): Node => {
    const left = sum();
    if (take('IS')) {
      const not = take('NOT');
      need('NULL');
      return { type: 'boolean', run: (row) => ((left.run(row) === null) !== not ? 1 : 0) };
    }
    const apply = order[tokens[at]?.text ?? ''];
    if (tokens[at]?.kind !== 'mark' || !apply) return left;
    at++;
    const right = sum();
    return both(left, right, 'boolean', (a, b) => (apply(a, b) ? 1 : 0));
  };
  const sum = (): Node => {
    let left = product();
    while (peek('+') || peek('-')) left = combine(left, product);
    return left;
  };
  const product = (): Node => {
    let left = unary();
    while (peek('*') || peek('/')) left = combine(left, unary);
    return left;
  };
  const combine = (left: Node, next: () => Node): Node => {
    const mark = tokens[at++]?.text ?? '';
    const right = next();
    if (mark === '/') return divide(left, right, () => refuse('a division by zero'));
    if (!numeric(left.type) || !numeric(right.type)) refuse(`"${mark}" of decimals; CAST both sides AS DOUBLE`);
    const apply = arithmetic[mark] ?? refuse(`"${mark}"`);
    return both(left, right, left.type === 'int' && right.type === 'int' ? 'int' : 'double', apply);
  };
  const unary = (): Node => {
    if (!take('-')) return primary();
    const inner = unary();
    return of(inner, inner.type, (value) => -value);
  };
  const primary = (): Node => {
    const token = tokens[at++] ?? refuse('it breaks off');
    if (token.kind === 'number') {
      const value = Number(token.text);
      return { type: token.text.includes('.') ? 'decimal' : 'int', run: () => value };
    }
    if (token.kind === 'text') return { type: 'text', run: () => token.text };
    if (token.text === '(') {
      const inner = or();
      need(')');
      return inner;
    }
    if (token.kind !== 'name') return refuse(`"${token.text}" where a value should be`);
    const name = token.text.toUpperCase();
    if (name === 'NULL') return { type: 'null', run: () => null };
    if (name === 'CASE') return cases();
    if (name === 'CAST') return cast();
    if (take('(')) return call(token.text);
    if (!take('.')) return column(undefined, token.text);
    return column(token.text, tokens[at++]?.text ?? '');
  };
  const column = (qualifier: string | undefined, name: string): Node => {
    const { slot, type } = resolve(qualifier, name);
    return { type, run: (row) => row[slot] ?? null };
  };
  const call = (name: string): Node => {
    const parameters: Node[] = [];
    while (!take(')')) {
      parameters.push(or());
      if (!peek(')')) need(',');
    }
    const known = functions[name.toLowerCase()] ?? refuse(`the function ${name}`);
    return known(parameters);
  };
  const cast = (): Node => {
    need('(');
    const inner = or();
    need('AS');
    const type = tokens[at++]?.text ?? '';
    let scale = 0;
    if (take('(')) {
      at++;
      need(',');
      scale = Number(tokens[at++]?.text);
      need(')');
    }
    need(')');
    return castTo(inner, type, scale);
  };
  const cases = (): Node => {
    const branches: [Node, Node][] = [];
    while (take('WHEN')) {
      const condition = or();
      need('THEN');
      branches.push([condition, or()]);
    }
    const otherwise = take('ELSE') ? or() : undefined;
    need('END');
    return {
      type: branches[0]?.[1].type ?? refuse('CASE without WHEN'),
      run: (row) => {
        for (const [condition, value] of branches) if (condition.run(row) === 1) return value.run(row);
        return otherwise?.run(row) ?? null;
      },
    };
  };
  const node = or();
  if (at < tokens.length) refuse(`"${tokens[at]?.text}" is left over`);
  return node;
};
