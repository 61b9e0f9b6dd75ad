import { comparison } from './comparison.ts';
import { FilterPatternError } from './filterPatternError.ts';
import { compileSelector } from './selector.ts';
import { type Token, tokenize } from './tokens.ts';

type Test = (line: unknown) => boolean;

/** Compiles what stands between the braces of a JSON filter pattern. Throws `FilterPatternError`. */
export function compileJsonPattern(text: string): Test {
  const tokens = tokenize(text);
  const test = disjunction(tokens);
  const rest = tokens[0];
  if (rest) throw new FilterPatternError(`expected && or ||, found ${rest.text}`);
  return test;
}

function disjunction(tokens: Token[]): Test {
  const tests = [conjunction(tokens)];
  while (taken(tokens, '||')) tests.push(conjunction(tokens));
  return (line) => tests.some((test) => test(line));
}

function conjunction(tokens: Token[]): Test {
  const tests = [term(tokens)];
  while (taken(tokens, '&&')) tests.push(term(tokens));
  return (line) => tests.every((test) => test(line));
}

function term(tokens: Token[]): Test {
  if (taken(tokens, '(')) {
    const test = disjunction(tokens);
    if (!taken(tokens, ')')) throw new FilterPatternError('a parenthesis is not closed');
    return test;
  }
  const token = tokens.shift();
  if (token?.kind !== 'selector')
    throw new FilterPatternError(`expected a selector such as $.level, found ${token?.text ?? 'the end'}`);
  const select = compileSelector(token.text);
  const operator = tokens.shift();
  if (operator?.kind === 'word') return keyword(operator.text, tokens, select);
  const operand = tokens.shift();
  if (operator?.kind !== 'operator' || !operand)
    throw new FilterPatternError(`expected an operator and a value after ${token.text}`);
  const compare = comparison(operator.text, operand);
  return (line) => select(line).some(compare);
}

function keyword(word: string, tokens: Token[], select: (line: unknown) => unknown[]): Test {
  const second = tokens.shift()?.text.toUpperCase() ?? '';
  switch (`${word.toUpperCase()} ${second}`) {
    case 'NOT EXISTS':
      return (line) => select(line).length === 0;
    case 'IS NULL':
      return (line) => select(line).includes(null);
    case 'IS TRUE':
      return (line) => select(line).includes(true);
    case 'IS FALSE':
      return (line) => select(line).includes(false);
    default:
      throw new FilterPatternError(`expected IS NULL, IS TRUE, IS FALSE or NOT EXISTS, found ${word} ${second}`);
  }
}

function taken(tokens: Token[], text: string): boolean {
  if (tokens[0]?.text !== text || tokens[0].kind === 'string') return false;
  tokens.shift();
  return true;
}
