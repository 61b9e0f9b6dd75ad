import { notPortable } from '../errors.ts';
import { regexMatch } from '../functions/regularExpressions.ts';
import type { Expression } from '../syntax/ast.ts';
import { BOOLEAN } from '../types/dataType.ts';
import { asText } from './coercion.ts';
import { sqlInvalid } from './failure.ts';
import { type Typed, typed } from './typed.ts';

/** LIKE with Spark's escape (`\` unless named), ILIKE, and RLIKE by the translated pattern. */
export const like = (expression: Extract<Expression, { kind: 'like' }>, operand: Typed, pattern: Typed): Typed => {
  const text = asText(pattern, expression.operator);
  const not = expression.not ? 'NOT ' : '';
  if (expression.operator === 'RLIKE') {
    const matched = regexMatch(operand, text);
    return typed(expression.not ? `(NOT ${matched})` : matched, BOOLEAN);
  }
  const escaped = expression.escape ?? '\\';
  if ([...escaped].length !== 1) throw sqlInvalid('ESCAPE takes one character');
  if (typeof text.literal === 'string') checkEscapes(text.literal, escaped);
  else if (pattern.type.kind !== 'null')
    throw notPortable('LIKE with a computed pattern', 'startswith, endswith or contains');
  if (expression.operator === 'ILIKE' && /[^\0-\x7f]/.test(String(text.literal)))
    throw notPortable('ILIKE with letters beyond ASCII', 'lower(x) LIKE …');
  return typed(
    `(${operand.sql} ${not}${expression.operator} ${text.sql} ESCAPE '${escaped === "'" ? "''" : escaped}')`,
    BOOLEAN,
  );
};

/** Spark takes an escape only before `%`, `_` and itself. */
const checkEscapes = (pattern: string, sign: string): void => {
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    if (characters[at] !== sign) continue;
    const next = characters[++at];
    if (next !== '%' && next !== '_' && next !== sign)
      throw sqlInvalid(`the pattern '${pattern}' has ${sign} before ${next ?? 'its end'}`);
  }
};
