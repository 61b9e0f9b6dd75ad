import type {
  Condition,
  DateCondition,
  DateOperand,
  Duration,
  DurationUnit,
  NumberCondition,
  NumericOperand,
  Operator,
  Size,
  SizeUnit,
  StringCondition,
  StringOperand,
} from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readNumber } from './numbers.ts';
import { removeEscapes, removeQuotes } from './quoting.ts';

interface Comparison<T> {
  operator: Operator;
  operands: T[];
}

/** The condition at the cursor, of the kind that reaches furthest (the first such: `= NULL` is a number's); undefined where there is none. */
export const readCondition = (cursor: Cursor): Condition | undefined => {
  const start = cursor.position;
  let best: { condition: Condition; end: number } | undefined;
  for (const read of [readNumberCondition, readStringCondition, readDateCondition, readDuration, readSize]) {
    cursor.back(start);
    const condition = read(cursor);
    if (condition !== undefined && cursor.position > (best?.end ?? start)) best = { condition, end: cursor.position };
  }
  cursor.back(best?.end ?? start);
  return best?.condition;
};

export const readNumberCondition = (cursor: Cursor): NumberCondition | undefined => {
  const found = comparison<NumericOperand>(cursor, () => readNumber(cursor));
  return found && { kind: 'number', ...found };
};

/** A text condition: it knows equality, lists and `matches`. */
export const readStringCondition = (cursor: Cursor): StringCondition | undefined => {
  const start = cursor.position;
  const negated = cursor.accept('not') !== undefined;
  if (cursor.accept('matches')) {
    const pattern = cursor.accept('string');
    if (pattern === undefined) return undefined;
    const operand: StringOperand = { kind: 'text', value: removeQuotes(pattern.text) };
    return { kind: 'string', operator: negated ? 'not matches' : 'matches', operands: [operand] };
  }
  if (cursor.accept('in')) {
    const operator = negated ? 'not in' : 'in';
    const variable = readVariable(cursor);
    if (variable !== undefined) return { kind: 'string', operator, operands: [variable], bare: true };
    const operands = list(cursor, () => readText(cursor, removeEscapes));
    return operands && { kind: 'string', operator, operands };
  }
  cursor.back(start);
  const unequal = cursor.accept('!') !== undefined;
  if (!cursor.accept('=')) return undefined;
  const operand = readText(cursor, (text) => text);
  return operand && { kind: 'string', operator: unequal ? '!=' : '=', operands: [operand] };
};

/** A text, a keyword or a variable. */
export const readText = (cursor: Cursor, plain: (text: string) => string): StringOperand | undefined => {
  const variable = readVariable(cursor);
  if (variable !== undefined) return variable;
  const token = cursor.accept('string', 'NULL', 'EMPTY', 'WHITESPACES_ONLY');
  if (token === undefined) return undefined;
  return token.kind === 'string'
    ? { kind: 'text', value: removeQuotes(plain(token.text)) }
    : { kind: 'keyword', keyword: token.text.toUpperCase() as 'NULL' };
};

/** `$name` */
export const readVariable = (cursor: Cursor): { kind: 'variable'; name: string } | undefined => {
  const start = cursor.position;
  if (!cursor.accept('$')) return undefined;
  const name = cursor.accept('identifier');
  if (name !== undefined) return { kind: 'variable', name: name.text };
  cursor.back(start);
  return undefined;
};

const readDateCondition = (cursor: Cursor): DateCondition | undefined => {
  const found = comparison<DateOperand>(cursor, () => readDate(cursor));
  return found && { kind: 'date', ...found };
};

const readDate = (cursor: Cursor): DateOperand | undefined => {
  const token = cursor.accept('date', 'now()', 'NULL', 'time', 'militaryTime', '(');
  if (token === undefined) return undefined;
  if (token.kind === 'date') return { kind: 'date', text: removeQuotes(token.text) };
  if (token.kind === 'now()') return { kind: 'now' };
  if (token.kind === 'NULL') return { kind: 'null' };
  if (token.kind !== '(') return readTime(cursor, removeQuotes(token.text), token);
  if (!cursor.accept('now()')) return undefined;
  const sign = cursor.accept('-', '+');
  const duration = sign && readAmount<DurationUnit>(cursor, ['days', 'hours', 'minutes']);
  if (sign === undefined || duration === undefined || !cursor.accept(')')) return undefined;
  return { kind: 'now', sign: sign.kind as '+', duration };
};

const readTime = (cursor: Cursor, text: string, at: Parameters<Cursor['refuse']>[1]): DateOperand => {
  const [, hours = '', minutes = '', half] = /^(\d+):(\d+)(?: (AM|PM))?$/.exec(text) ?? [];
  const hour = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 23)) cursor.refuse(`${text} is no time of day`, at);
  const offset = half === 'PM' ? 12 : 0;
  return { kind: 'time', text, hour: half ? (hour % 12) + offset : hour, minute };
};

const readDuration = (cursor: Cursor): Condition | undefined => {
  const found = comparison<Duration>(cursor, () => readAmount<DurationUnit>(cursor, ['days', 'hours', 'minutes']));
  return found && { kind: 'duration', ...found };
};

const readSize = (cursor: Cursor): Condition | undefined => {
  const found = comparison<Size>(cursor, () => readAmount<SizeUnit>(cursor, ['B', 'KB', 'MB', 'GB', 'TB']));
  return found && { kind: 'size', ...found };
};

const readAmount = <U extends DurationUnit | SizeUnit>(
  cursor: Cursor,
  units: readonly U[],
): { amount: number; unit: U } | undefined => {
  const amount = cursor.accept('number');
  const unit = amount && cursor.accept(...units);
  if (amount === undefined || unit === undefined) return undefined;
  if (Number(amount.text) > 2 ** 31 - 1) cursor.refuse(`${amount.text} is too large`, amount);
  return { amount: Number(amount.text), unit: unit.kind as U };
};

const SIMPLE = ['>', '>=', '<', '<='] as const;

const comparison = <T>(cursor: Cursor, read: () => T | undefined): Comparison<T> | undefined => {
  const simple = cursor.accept(...SIMPLE);
  if (simple !== undefined) return one(simple.kind as Operator, read());
  if (cursor.accept('!')) return cursor.accept('=') && one('!=', read());
  if (cursor.accept('=')) return one('=', read());
  const negated = cursor.accept('not') !== undefined;
  if (cursor.accept('in')) {
    const operands = list(cursor, read);
    return operands && { operator: negated ? 'not in' : 'in', operands };
  }
  if (!cursor.accept('between')) return undefined;
  const low = read();
  if (low === undefined || !cursor.accept('and')) return undefined;
  const high = read();
  return high === undefined ? undefined : { operator: negated ? 'not between' : 'between', operands: [low, high] };
};

const one = <T>(operator: Operator, operand: T | undefined): Comparison<T> | undefined =>
  operand === undefined ? undefined : { operator, operands: [operand] };

const list = <T>(cursor: Cursor, read: () => T | undefined): T[] | undefined => {
  if (!cursor.accept('[')) return undefined;
  const items: T[] = [];
  do {
    const item = read();
    if (item === undefined) return undefined;
    items.push(item);
  } while (cursor.accept(','));
  return cursor.accept(']') && items;
};
