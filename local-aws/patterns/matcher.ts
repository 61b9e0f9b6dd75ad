import { compileCidr } from './cidr.ts';
import { compileNumeric } from './numeric.ts';
import { PatternError } from './patternError.ts';
import { compileText, textOperators } from './text.ts';

/** One alternative of a leaf. `absent` is `{ "exists": false }`: it matches where there is no value at all. */
export interface Matcher {
  absent?: boolean;
  test(value: unknown): boolean;
}

/** Operators of the language; `anything-but` takes values, or one of the operators on text. */
export const patternOperators: readonly string[] = ['anything-but', 'cidr', 'exists', 'numeric', ...textOperators];

/** Compiles an alternative: a scalar to equal, or an operator such as `{ "prefix": "a" }`. Throws `PatternError`. */
export function compileMatcher(alternative: unknown, path: string): Matcher {
  if (alternative === null || ['string', 'number', 'boolean'].includes(typeof alternative))
    return { test: (value) => value === alternative };
  const [operator, operand] = single(alternative, path);
  if (operator === 'exists') {
    if (typeof operand !== 'boolean')
      throw new PatternError(`exists match pattern must be either true or false (${path})`);
    return operand ? { test: () => true } : { absent: true, test: () => false };
  }
  if (operator === 'numeric') return { test: compileNumeric(operand, path) };
  if (operator === 'cidr') return { test: compileCidr(operand, path) };
  if (operator === 'anything-but') return { test: compileAnythingBut(operand, path) };
  return { test: compileText(operator, operand, path) };
}

function compileAnythingBut(operand: unknown, path: string): (value: unknown) => boolean {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, texts] = single(operand, path);
    if (!textOperators.has(operator)) throw new PatternError(`Unsupported anything-but pattern: ${operator} (${path})`);
    const tests = (Array.isArray(texts) ? texts : [texts]).map((text) => compileText(operator, text, path));
    if (tests.length === 0) throw new PatternError(`Empty arrays are not allowed (${path})`);
    return (value) => !tests.some((test) => test(value));
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0) throw new PatternError(`Empty arrays are not allowed (${path})`);
  for (const value of excluded)
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new PatternError(`Value of anything-but must be a string, a number, or an array of them (${path})`);
  const set = new Set<unknown>(excluded);
  return (value) => !set.has(value);
}

function single(operation: unknown, path: string): [string, unknown] {
  const entries = typeof operation === 'object' && operation !== null ? Object.entries(operation) : [];
  const [first] = entries;
  if (Array.isArray(operation) || !first || entries.length !== 1)
    throw new PatternError(`Only one key allowed in match expression (${path})`);
  return first;
}
