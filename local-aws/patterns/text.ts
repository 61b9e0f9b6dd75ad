import { PatternError } from './patternError.ts';

/** Operators on strings that `anything-but` may also negate. */
export const textOperators: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

/** Compiles an operator on strings; numbers and booleans never match it. Throws `PatternError`. */
export function compileText(operator: string, operand: unknown, path: string): (value: unknown) => boolean {
  if (!textOperators.has(operator)) throw new PatternError(`Unrecognized match type ${operator} (${path})`);
  const ignoring = (operator === 'prefix' || operator === 'suffix') && ignoreCaseOperand(operand);
  const text = ignoring === undefined || ignoring === false ? operand : ignoring;
  if (typeof text !== 'string') throw new PatternError(`${operator} match pattern must be a string (${path})`);
  const test = predicate(operator, typeof ignoring === 'string' ? text.toLowerCase() : text, path);
  if (typeof ignoring === 'string') return (value) => typeof value === 'string' && test(value.toLowerCase());
  return (value) => typeof value === 'string' && test(value);
}

const ignoreCaseOperand = (operand: unknown): string | undefined =>
  typeof operand === 'object' && operand !== null && Object.keys(operand).join() === 'equals-ignore-case'
    ? String((operand as Record<string, unknown>)['equals-ignore-case'])
    : undefined;

function predicate(operator: string, text: string, path: string): (value: string) => boolean {
  switch (operator) {
    case 'prefix':
      return (value) => value.startsWith(text);
    case 'suffix':
      return (value) => value.endsWith(text);
    case 'equals-ignore-case': {
      const lower = text.toLowerCase();
      return (value) => value.toLowerCase() === lower;
    }
    default: {
      const expression = wildcard(text, path);
      return (value) => expression.test(value);
    }
  }
}

/** `*` stands for any characters, `\*` and `\\` for themselves. */
function wildcard(text: string, path: string): RegExp {
  let source = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '*') {
      if (text[index + 1] === '*') throw new PatternError(`Consecutive wildcard characters at pos ${index} (${path})`);
      source += '[^]*';
    } else if (character === '\\') {
      const next = text[++index];
      if (next !== '*' && next !== '\\')
        throw new PatternError(`Invalid escape character at pos ${index - 1} (${path})`);
      source += `\\${next}`;
    } else source += character.replace(/[.+?^${}()|[\]/-]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}
