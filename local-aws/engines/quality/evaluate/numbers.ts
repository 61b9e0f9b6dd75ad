import { QualityError } from '../errors.ts';
import type { NumberCondition, NumericOperand, Operator } from '../language/ast.ts';
import { callFunction } from './functionsOfPast.ts';

/** A condition's operands as numbers; NULL is told apart. */
export interface Numbers {
  operator: Operator;
  values: number[];
  hasNull: boolean;
  /** Whether a function of past results was among them, and so the values are worth showing. */
  dynamic: boolean;
}

/** Results of past runs for one metric, the oldest first. */
export type Past = readonly number[];

/** Throws `QualityError` RuleNotSupported for functions that do not exist. */
export const resolveNumbers = (condition: NumberCondition, past: () => Past): Numbers => {
  const operands = condition.operands.filter((operand) => operand.kind !== 'null');
  return {
    operator: condition.operator,
    values: operands.map((operand) => single(evaluate(operand, past))),
    hasNull: operands.length < condition.operands.length,
    dynamic: operands.some(isDynamic),
  };
};

const isDynamic = (operand: NumericOperand): boolean =>
  operand.kind === 'call' || (operand.kind === 'binary' && (isDynamic(operand.left) || isDynamic(operand.right)));

const evaluate = (operand: NumericOperand, past: () => Past): number | readonly number[] => {
  switch (operand.kind) {
    case 'number':
      return Number(operand.text);
    case 'null':
      throw new QualityError('RuleNotSupported', 'NULL cannot be calculated with');
    case 'call':
      return callFunction(
        operand.name,
        operand.operands.map((argument) => evaluate(argument, past)),
        past,
      );
    case 'binary': {
      const left = single(evaluate(operand.left, past));
      const right = single(evaluate(operand.right, past));
      return OPERATORS[operand.operator](left, right);
    }
  }
};

const OPERATORS: Readonly<Record<'+' | '-' | '*' | '/', (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

const single = (value: number | readonly number[]): number => {
  if (typeof value === 'number') return value;
  if (value.length === 1) return value[0] ?? Number.NaN;
  throw new QualityError(
    'RuleNotSupported',
    'Binary expression operands must resolve to a single number: take one of the past results with avg, min, max, index, …',
  );
};

/** Values this close count as equal. */
const TOLERANCE = 1e-5;

/** Whether a value meets the condition; `between` leaves its ends out. */
export const meets = ({ operator, values }: Numbers, value: number): boolean => {
  const [first = Number.NaN, second = Number.NaN] = values;
  const equal = (operand: number) => Math.abs(value - operand) <= TOLERANCE;
  switch (operator) {
    case '>':
      return value > first;
    case '>=':
      return value >= first;
    case '<':
      return value < first;
    case '<=':
      return value <= first;
    case '=':
      return equal(first);
    case '!=':
      return !equal(first);
    case 'between':
      return value > first && value < second;
    case 'not between':
      return value <= first || value >= second;
    case 'in':
      return values.some(equal);
    case 'not in':
      return !values.some(equal);
    case 'matches':
    case 'not matches':
      return false;
  }
};
