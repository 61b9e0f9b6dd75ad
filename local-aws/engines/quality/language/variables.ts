import type { Condition, StringOperand, VariableValue } from './ast.ts';
import { readText } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { removeEscapes } from './quoting.ts';
import type { Token } from './token.ts';

/** `name = "text"` and `name = ["text", …]`, as many as there are. */
export const readVariables = (cursor: Cursor): Map<string, VariableValue> => {
  const variables = new Map<string, VariableValue>();
  for (let name = cursor.accept('identifier'); name !== undefined; name = cursor.accept('identifier')) {
    if (/^[._]/.test(name.text)) cursor.refuse(`variable '${name.text}' must not begin with '.' or '_'`, name);
    if (variables.has(name.text)) cursor.refuse(`variable '${name.text}' is already defined`, name);
    cursor.expect('=');
    const single = readValue(cursor, name);
    if (single !== undefined) {
      variables.set(name.text, single);
      continue;
    }
    cursor.expect('[');
    const values: string[] = [];
    do {
      const value = readValue(cursor, name);
      if (value === undefined) cursor.fail();
      values.push(value);
    } while (cursor.accept(','));
    cursor.expect(']');
    variables.set(name.text, values);
  }
  return variables;
};

const readValue = (cursor: Cursor, name: Token): string | undefined => {
  const value = readText(cursor, (text) => text);
  if (value?.kind === 'variable') cursor.refuse(`variable '${name.text}' must not be made of another variable`, name);
  return value?.kind === 'keyword' ? value.keyword : value?.value;
};

/** The variable's text, for a parameter. */
export const textOf = (
  cursor: Cursor,
  variables: ReadonlyMap<string, VariableValue>,
  name: string,
  at: Token,
): string => {
  const value = variables.get(name);
  if (value === undefined) return cursor.refuse(`variable '${name}' is not defined`, at);
  if (typeof value === 'string') return value;
  return cursor.refuse(`variable '${name}' is a list, and a parameter is one text`, at);
};

/** Throws where a text condition speaks of a variable that is not defined. */
export const checkVariables = (
  cursor: Cursor,
  condition: Condition | undefined,
  variables: ReadonlyMap<string, VariableValue>,
  at: Token,
): void => {
  if (condition?.kind !== 'string') return;
  for (const operand of condition.operands)
    if (operand.kind === 'variable' && !variables.has(operand.name))
      cursor.refuse(`variable '${operand.name}' is not defined`, at);
};

/** Operands with each variable replaced by its text or texts. */
export const resolveOperands = (
  operands: readonly StringOperand[],
  variables: ReadonlyMap<string, VariableValue>,
): StringOperand[] =>
  operands.flatMap((operand): StringOperand[] => {
    if (operand.kind !== 'variable') return [operand];
    const value = variables.get(operand.name) ?? [];
    if (typeof value === 'string') return [{ kind: 'text', value }];
    return value.map((item) => ({ kind: 'text', value: removeEscapes(item) }));
  });
