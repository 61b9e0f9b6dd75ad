import { QualityError } from '../errors.ts';

const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Upper: 'A-Z',
  Lower: 'a-z',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Space: '\\s',
  XDigit: '0-9a-fA-F',
};
/** What Java 17 counts as part of a word at its edges: letters and digits of all scripts. */
const WORD = '[\\p{L}\\p{Nd}_]';
const SYNTAX = /[\^$\\.*+?()[\]{}|/-]/;

/**
 * A pattern of `java.util.regex` as JavaScript's. Refused by name: what JavaScript has no equal of (possessive quantifiers, atomic groups,
 * intersections of character classes).
 */
export const javaPattern = (source: string): RegExp => {
  const refuse = (what: string): never => {
    throw new QualityError(
      'RuleNotSupported',
      `the pattern ${JSON.stringify(source)} has ${what}, which is not supported`,
    );
  };
  let flags = 'u';
  let rest = source.replace(/^\^?\(\?([imsux]+)\)/, (all: string, letters: string) => {
    for (const letter of letters) {
      if (letter === 'i' || letter === 'm' || letter === 's') flags += letter;
      else if (letter !== 'u') refuse(`the flag (?${letter})`);
    }
    return all.startsWith('^') ? '^' : '';
  });
  rest = rest.replace(/\\Q(.*?)(?:\\E|$)/gs, (_all, text: string) => text.replace(/[\^$\\.*+?()[\]{}|]/g, '\\$&'));
  if (/\(\?>/.test(rest)) refuse('an atomic group');
  let inClass = false;
  let quantified = false;
  let result = '';
  for (let index = 0; index < rest.length; index++) {
    const character = rest[index] ?? '';
    if (character === '\\') {
      quantified = false;
      const escaped = rest[++index] ?? '';
      const posix = escaped === 'p' || escaped === 'P' ? /^\{(\w+)\}/.exec(rest.slice(index + 1)) : null;
      const set = posix?.[1] === undefined ? undefined : POSIX[posix[1]];
      if (posix !== null && set !== undefined) {
        result += inClass ? set : `[${escaped === 'P' ? '^' : ''}${set}]`;
        index += posix[0].length;
      } else if (escaped === 'b' && !inClass) result += `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
      else if (escaped === 'B' && !inClass) result += `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`;
      else if (escaped === 'A') result += '^';
      else if (escaped === 'z') result += '$';
      else if (escaped === 'Z') result += END;
      else if (escaped === 'h') result += inClass ? ' \\t\\u00a0' : '[ \\t\\u00a0]';
      else if (/[a-zA-Z0-9]/.test(escaped) || SYNTAX.test(escaped))
        result += escaped === '-' && !inClass ? '-' : `\\${escaped}`;
      else result += escaped;
      continue;
    }
    if (inClass && character === '&' && rest[index + 1] === '&') refuse('an intersection of character classes');
    if (inClass && character === '[') result += '\\[';
    else if (!inClass && character === '+' && quantified) refuse('a possessive quantifier');
    else if (!inClass && character === ']') result += '\\]';
    else if (!inClass && character === '{' && !/^\{\d+(,\d*)?\}/.test(rest.slice(index))) result += '\\{';
    else if (!inClass && character === '}' && !/\{\d+(,\d*)?$/.test(rest.slice(0, index))) result += '\\}';
    else result += character;
    quantified = !inClass && /[*+?}]/.test(character);
    if (character === '[' && !inClass) {
      inClass = true;
      if (rest[index + 1] === '^') result += rest[++index];
      if (rest[index + 1] === ']') {
        result += '\\]';
        index++;
      }
    } else if (character === ']') inClass = false;
  }
  try {
    return new RegExp(result, flags);
  } catch (error) {
    throw new QualityError(
      'RuleNotSupported',
      `the pattern ${JSON.stringify(source)} cannot be used: ${(error as Error).message}`,
    );
  }
};

/** Java's `$`: the end, or before a line's end that is the last thing. */
const END = '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?$)';

/** `matches` and `not matches` of ColumnValues: something must be found, and it must not be empty. */
export const columnPattern = (pattern: string, negated: boolean): ((value: string) => boolean) => {
  const source = negated ? `^(?!\\b${pattern}\\b).*` : `^${pattern}`;
  const expression = javaPattern(source);
  const anchored = new RegExp(`${expression.source}${END}`, expression.flags);
  return (value) => (anchored.exec(value)?.[0] ?? '') !== '';
};
