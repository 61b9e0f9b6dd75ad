import { FilterPatternError } from './filterPatternError.ts';
import { regularExpression } from './terms.ts';
import type { Token } from './tokens.ts';

/** A comparison of a JSON filter pattern: numbers by value, strings whole or with `*`, or against `%regular expression%`. */
export function comparison(operator: string, operand: Token): (value: unknown) => boolean {
  if (operand.kind === 'word' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(operand.text))
    return numeric(operator, Number(operand.text));
  if (operator !== '=' && operator !== '!=')
    throw new FilterPatternError(`${operator} compares numbers, ${operand.text} is none`);
  const test = textual(operand);
  return operator === '=' ? test : (value) => value !== undefined && !test(value);
}

function numeric(operator: string, bound: number): (value: unknown) => boolean {
  const compare = (test: (value: number) => boolean) => (value: unknown) => typeof value === 'number' && test(value);
  switch (operator) {
    case '=':
      return compare((value) => value === bound);
    case '!=':
      return (value) => value !== bound;
    case '<':
      return compare((value) => value < bound);
    case '<=':
      return compare((value) => value <= bound);
    case '>':
      return compare((value) => value > bound);
    case '>=':
      return compare((value) => value >= bound);
    default:
      throw new FilterPatternError(`${operator} is no comparison`);
  }
}

function textual(operand: Token): (value: unknown) => boolean {
  if (operand.kind === 'regex') {
    const compiled = regularExpression(operand.text.slice(1, -1));
    return (value) => typeof value === 'string' && compiled.test(value);
  }
  const text = operand.kind === 'string' ? operand.text.slice(1, -1).replace(/\\(.)/g, '$1') : operand.text;
  if (!text.includes('*')) return (value) => scalar(value) === text;
  const source = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const compiled = new RegExp(`^${source.join('[^]*')}$`);
  return (value) => compiled.test(scalar(value) ?? '');
}

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
