import { PatternError } from './patternError.ts';

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** AWS's limit of a numeric bound, either way. */
const bound = 5e9;

/** Compiles `{ "numeric": [">", 0, "<=", 5] }`: one comparison, or a lower and an upper one. Throws `PatternError`. */
export function compileNumeric(operand: unknown, path: string): (value: unknown) => boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new PatternError(`Value of numeric must be an array of one or two comparisons (${path})`);
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const [operator, limit] = [operand[index] as unknown, operand[index + 1] as unknown];
    const compare =
      typeof operator === 'string' && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (!compare) throw new PatternError(`Unrecognized numeric range operator: ${String(operator)} (${path})`);
    if (typeof limit !== 'number' || Math.abs(limit) > bound)
      throw new PatternError(`Value of ${operator} must be numeric, between -5.0e9 and 5.0e9 (${path})`);
    tests.push((value) => compare(value, limit));
  }
  if (operand.length === 4) checkRange(operand, path);
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function checkRange(operand: unknown[], path: string): void {
  const [first, low, second, high] = operand as [string, number, string, number];
  if (!first.startsWith('>') || !second.startsWith('<'))
    throw new PatternError(`Bad numeric range operator: a range goes from > or >= to < or <= (${path})`);
  if (low >= high) throw new PatternError(`Bottom must be less than top (${path})`);
}
