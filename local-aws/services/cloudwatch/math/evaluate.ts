import { isMathFunction, mathFunctions } from './functions.ts';
import { MathError } from './mathError.ts';
import type { Node } from './parse.ts';
import type { MathQueries, MathScope } from './scope.ts';
import { combine, type MathValue, mapValue, type Series } from './series.ts';

const flag = (holds: boolean) => (holds ? 1 : 0);

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => flag(left < right),
  '<=': (left, right) => flag(left <= right),
  '>': (left, right) => flag(left > right),
  '>=': (left, right) => flag(left >= right),
  '==': (left, right) => flag(left === right),
  '!=': (left, right) => flag(left !== right),
  AND: (left, right) => flag(left !== 0 && right !== 0),
  '&&': (left, right) => flag(left !== 0 && right !== 0),
  OR: (left, right) => flag(left !== 0 || right !== 0),
  '||': (left, right) => flag(left !== 0 || right !== 0),
};

/** Throws `MathError` for a function that local-aws does not have, or that gets what it cannot take. */
export function evaluateMath(node: Node, queries: MathQueries): MathValue {
  const scope: MathScope = { ...queries, evaluate: (inner) => evaluateNode(inner, scope) };
  return scope.evaluate(node);
}

function evaluateNode(node: Node, scope: MathScope): MathValue {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'name':
      return scope.value(node.name);
    case 'negate':
      return mapValue(scope.evaluate(node.operand), (value) => -value);
    case 'list':
      return node.items.map((item) => asSeries(scope.evaluate(item)));
    case 'binary': {
      const apply = operators[node.operator];
      if (!apply) throw new MathError(`${node.operator} is no operator`);
      return finite(combine(scope.evaluate(node.left), scope.evaluate(node.right), apply));
    }
    case 'text':
      throw new MathError(`a text ("${node.text}") is no value here`);
    case 'call': {
      if (!isMathFunction(node.name))
        throw new MathError(
          `${node.name} is not supported by local-aws; supported: ${Object.keys(mathFunctions).join(', ')}`,
        );
      return mathFunctions[node.name](node.operands, scope);
    }
  }
}

function asSeries(value: MathValue): Series {
  if (value instanceof Map) return value;
  throw new MathError('a list holds metrics only');
}

/** A division by zero gives no data point, as on AWS. */
const finite = (value: MathValue): MathValue =>
  value instanceof Map ? new Map([...value].filter(([, each]) => Number.isFinite(each))) : value;
