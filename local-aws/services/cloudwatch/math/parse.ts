import { MathError } from './mathError.ts';

/** A metric-math expression as a tree. */
export type Node =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: Node[] }
  | { kind: 'negate'; operand: Node }
  | { kind: 'binary'; operator: string; left: Node; right: Node }
  | { kind: 'call'; name: string; operands: Node[] };

/** From the loosest to the tightest. */
const levels = [['OR', '||'], ['AND', '&&'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/'], ['^']];

/** Throws `MathError`. */
export function parseMath(text: string): Node {
  const tokens = tokenize(text);
  const node = binary(tokens, 0);
  if (tokens[0] !== undefined) throw new MathError(`unexpected "${tokens[0]}" in "${text}"`);
  return node;
}

function tokenize(text: string): string[] {
  const token = /\s*(\d+\.?\d*(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|'[^']*'|"[^"]*"|==|!=|<=|>=|\|\||&&|[-+*/^()[\],<>])/y;
  const tokens: string[] = [];
  const whole = text.trimEnd();
  for (let position = 0; position < whole.length; position = token.lastIndex) {
    token.lastIndex = position;
    const match = token.exec(whole);
    if (!match) throw new MathError(`unexpected text "${whole.slice(position)}"`);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

function binary(tokens: string[], level: number): Node {
  const operators = levels[level];
  if (!operators) return unary(tokens);
  let left = binary(tokens, level + 1);
  while (tokens[0] !== undefined && operators.includes(tokens[0])) {
    const operator = tokens.shift() ?? '';
    left = { kind: 'binary', operator, left, right: binary(tokens, level + 1) };
  }
  return left;
}

function unary(tokens: string[]): Node {
  const token = tokens.shift();
  if (token === undefined) throw new MathError('the expression ends too early');
  if (token === '-') return { kind: 'negate', operand: unary(tokens) };
  if (token === '(') {
    const node = binary(tokens, 0);
    expect(tokens, ')');
    return node;
  }
  if (token === '[') return { kind: 'list', items: list(tokens, ']') };
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
  if (/^['"]/.test(token)) return { kind: 'text', text: token.slice(1, -1) };
  if (!/^[A-Za-z_]/.test(token)) throw new MathError(`unexpected "${token}"`);
  if (tokens[0] !== '(') return { kind: 'name', name: token };
  tokens.shift();
  return { kind: 'call', name: token, operands: list(tokens, ')') };
}

function list(tokens: string[], end: string): Node[] {
  const items: Node[] = [];
  while (tokens[0] !== end) {
    items.push(binary(tokens, 0));
    if (tokens[0] !== ',') break;
    tokens.shift();
  }
  expect(tokens, end);
  return items;
}

function expect(tokens: string[], text: string): void {
  const token = tokens.shift();
  if (token !== text)
    throw new MathError(`expected "${text}", found ${token === undefined ? 'the end' : `"${token}"`}`);
}

/** The ids of other queries that an expression uses. */
export function namesIn(node: Node): string[] {
  switch (node.kind) {
    case 'name':
      return [node.name];
    case 'list':
      return node.items.flatMap(namesIn);
    case 'negate':
      return namesIn(node.operand);
    case 'binary':
      return [...namesIn(node.left), ...namesIn(node.right)];
    case 'call':
      return node.operands.flatMap(namesIn);
    default:
      return [];
  }
}
