import type { NumericOperand } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** A number, or an expression of numbers and functions of past results; operators have one precedence and go from left to right. */
export const readNumber = (cursor: Cursor): NumericOperand | undefined => {
  let left = readPrimary(cursor);
  while (left !== undefined) {
    const start = cursor.position;
    const operator = cursor.accept('+', '-', '/', '*');
    const right = operator && readPrimary(cursor);
    if (operator === undefined || right === undefined) {
      cursor.back(start);
      return left;
    }
    left = { kind: 'binary', operator: operator.kind as '+', left, right, parenthesized: false };
  }
  return undefined;
};

const readPrimary = (cursor: Cursor): NumericOperand | undefined => {
  const start = cursor.position;
  const found = readAtom(cursor) ?? readParenthesized(cursor);
  if (found === undefined) cursor.back(start);
  return found;
};

const readAtom = (cursor: Cursor): NumericOperand | undefined => {
  const negative = cursor.accept('-');
  const number = cursor.accept('number', 'decimal');
  if (number !== undefined) return { kind: 'number', text: `${negative ? '-' : ''}${number.text}` };
  if (negative !== undefined) return undefined;
  const empty = cursor.accept('NULL');
  if (empty !== undefined) return { kind: 'null', text: empty.text };
  const name = cursor.accept('identifier');
  if (name === undefined || !cursor.accept('(')) return undefined;
  const operands: NumericOperand[] = [];
  if (cursor.accept(')')) return { kind: 'call', name: name.text, operands };
  do {
    const operand = readNumber(cursor);
    if (operand === undefined) return undefined;
    operands.push(operand);
  } while (cursor.accept(','));
  return cursor.accept(')') && { kind: 'call', name: name.text, operands };
};

const readParenthesized = (cursor: Cursor): NumericOperand | undefined => {
  if (!cursor.accept('(')) return undefined;
  const inner = readNumber(cursor);
  if (inner === undefined || !cursor.accept(')')) return undefined;
  return inner.kind === 'binary' ? { ...inner, parenthesized: true } : inner;
};
