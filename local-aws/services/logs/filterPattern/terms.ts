import { FilterPatternError } from './filterPatternError.ts';

/** Terms of a line: all plain ones are there, none with `-`, and one of those with `?` where there are only such. Case matters. */
export function compileTerms(pattern: string): (message: string) => boolean {
  const required: Test[] = [];
  const excluded: Test[] = [];
  const optional: Test[] = [];
  const token = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%]+))(?:\s+|$)/y;
  for (let position = 0; position < pattern.length; position = token.lastIndex) {
    token.lastIndex = position;
    const match = token.exec(pattern);
    if (!match)
      throw new FilterPatternError(
        `unexpected text in the filter pattern at character ${position + 1}: ${pattern.slice(position)}`,
      );
    const [, sign, phrase, expression, word] = match;
    const list = sign === '-' ? excluded : sign === '?' ? optional : required;
    list.push(test(phrase, expression, word));
  }
  return (message) =>
    required.every((each) => each(message)) &&
    !excluded.some((each) => each(message)) &&
    (optional.length === 0 || required.length > 0 || optional.some((each) => each(message)));
}

type Test = (message: string) => boolean;

function test(phrase: string | undefined, expression: string | undefined, word = ''): Test {
  if (expression !== undefined) {
    const compiled = regularExpression(expression);
    return (message) => compiled.test(message);
  }
  const text = phrase === undefined ? word : phrase.replace(/\\(.)/g, '$1');
  return (message) => message.includes(text);
}

/** Throws `FilterPatternError`. */
export function regularExpression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    throw new FilterPatternError(`%${source}% is no regular expression: ${(error as Error).message}`);
  }
}
