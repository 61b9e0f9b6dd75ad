import type { Analyzer, Condition, NumberCondition, Parameter, Rule, SimpleRule, VariableValue } from './ast.ts';
import { readCondition, readNumberCondition, readStringCondition, readVariable } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { formatNumber } from './format.ts';
import { readLabels } from './labels.ts';
import { removeQuotes } from './quoting.ts';
import { parameterNames, type ReturnType, type RuleType, ruleType } from './ruleTypes.ts';
import type { Token } from './token.ts';
import { checkVariables, textOf } from './variables.ts';

const DEEPEST = 5;

/** What a rule sees of the ruleset around it. */
export interface Scope {
  variables: ReadonlyMap<string, VariableValue>;
  defaultLabels: ReadonlyMap<string, string>;
}

/** A rule, or rules joined by `and` (which binds first) and `or`. */
export const readRule = (cursor: Cursor, scope: Scope): Rule => {
  const start = cursor.token;
  const rule = joined(cursor, 'or', () => joined(cursor, 'and', () => readOperand(cursor, scope)));
  if (depth(rule) > DEEPEST) cursor.refuse(`rules are joined more than ${DEEPEST} levels deep`, start);
  return rule;
};

const joined = (cursor: Cursor, word: 'and' | 'or', read: () => Rule): Rule => {
  let left = read();
  while (cursor.accept(word))
    left = { kind: 'composite', operator: word === 'and' ? 'AND' : 'OR', rules: [left, read()] };
  return left;
};

const depth = (rule: Rule): number => (rule.kind === 'rule' ? 0 : 1 + Math.max(...rule.rules.map(depth)));

const readOperand = (cursor: Cursor, scope: Scope): Rule => {
  if (!cursor.accept('(')) return readSimpleRule(cursor, scope);
  const rule = joined(cursor, 'or', () => joined(cursor, 'and', () => readOperand(cursor, scope)));
  cursor.expect(')');
  return rule;
};

const readSimpleRule = (cursor: Cursor, scope: Scope): SimpleRule => {
  const name = cursor.expect('identifier');
  const parameters = readParameters(cursor, scope);
  const condition = readCondition(cursor);
  const whereToken = cursor.accept('where');
  const where = whereToken && removeQuotes(cursor.expect('string').text);
  const { tags, threshold } = readTags(cursor);
  const labelsToken = cursor.accept('labels');
  const labels = labelsToken ? readLabels(cursor, scope.defaultLabels) : new Map<string, string>();
  const followed = cursor.is('and', 'or', ',', ']', ')');
  if (!followed) cursor.fail();

  const type = ruleType(name.text, parameters.length);
  if (type === undefined) return cursor.refuse(unknownType(name.text, parameters.length), name);
  if (type.analyzerOnly) cursor.refuse(`${name.text} stands only among Analyzers`, name);
  if (whereToken && !type.where) cursor.refuse(`${name.text} takes no where clause`, whereToken);
  if (whereToken && where === '') cursor.refuse('the where clause is empty', whereToken);
  if (threshold && !type.threshold) cursor.refuse(`${name.text} takes no threshold`, name);
  const fitting = conditionFor(cursor, type, condition, name);
  checkVariables(cursor, fitting, scope.variables, name);
  return {
    kind: 'rule',
    type: type.name,
    parameters: named(type, parameters),
    ...(fitting ? { condition: fitting } : {}),
    ...(threshold ? { threshold } : {}),
    ...(where === undefined ? {} : { where }),
    tags,
    labels,
  };
};

/** A type's name and its parameters, as the Analyzers section has them. */
export const readAnalyzer = (cursor: Cursor, scope: Scope): Analyzer => {
  const name = cursor.expect('identifier');
  const parameters = readParameters(cursor, scope);
  if (!cursor.is(',', ']')) cursor.fail();
  const type = ruleType(name.text, parameters.length);
  if (type === undefined) return cursor.refuse(unknownType(name.text, parameters.length), name);
  if (type.returns.join() === 'BOOLEAN') cursor.refuse(`${name.text} is a check and no analyzer`, name);
  return { type: type.name, parameters: named(type, parameters) };
};

const unknownType = (name: string, parameters: number): string =>
  `there is no rule type ${name} with ${parameters} parameter${parameters === 1 ? '' : 's'}`;

const named = (type: RuleType, parameters: readonly Omit<Parameter, 'name'>[]): Parameter[] => {
  const names = parameterNames(type, parameters.length);
  return parameters.map((parameter, index) => ({ name: names[index] ?? '', ...parameter }));
};

/** Parameters, each perhaps after `of` or `and`; an `and` before a name belongs to it. */
const readParameters = (cursor: Cursor, scope: Scope): Omit<Parameter, 'name'>[] => {
  const parameters: Omit<Parameter, 'name'>[] = [];
  for (;;) {
    const start = cursor.position;
    const connector = cursor.accept('of', 'and');
    const prefix = connector ? `${connector.text} ` : '';
    const token = cursor.token;
    const variable = readVariable(cursor);
    const value = variable ? undefined : cursor.accept('string', 'identifier');
    if (variable !== undefined) {
      const text = textOf(cursor, scope.variables, variable.name, token);
      parameters.push({ value: text, display: `${prefix}$${variable.name}` });
    } else if (value !== undefined)
      parameters.push({ value: removeQuotes(value.text), display: `${prefix}${value.text}` });
    else {
      cursor.back(start);
      return parameters;
    }
  }
};

const readTags = (cursor: Cursor): { tags: Map<string, string>; threshold?: NumberCondition } => {
  const tags = new Map<string, string>();
  let threshold: NumberCondition | undefined;
  while (cursor.accept('with')) {
    const name = cursor.expect('identifier');
    const start = cursor.position;
    const text = readStringCondition(cursor);
    if (text === undefined) cursor.back(start);
    const number = text ? undefined : (readNumberCondition(cursor) ?? cursor.fail());
    if (number !== undefined && name.text.toLowerCase() === 'threshold') {
      if (threshold) cursor.refuse('a rule has at most one threshold', name);
      threshold = number;
      continue;
    }
    const operator = (text ?? number)?.operator;
    if (operator !== '=') cursor.refuse(`tag ${name.text} takes only =`, name);
    const operand = text?.operands[0];
    if (operand?.kind === 'text') tags.set(name.text, `"${operand.value}"`);
    else if (operand?.kind === 'keyword') tags.set(name.text, operand.keyword);
    else if (operand?.kind === 'variable') tags.set(name.text, `$${operand.name}`);
    else if (number?.operands[0]) tags.set(name.text, formatNumber(number.operands[0]));
  }
  return { tags, ...(threshold ? { threshold } : {}) };
};

const KINDS: Readonly<Record<Condition['kind'], ReturnType>> = {
  number: 'NUMBER',
  string: 'STRING',
  date: 'DATE',
  duration: 'DURATION',
  size: 'SIZE',
};

/** The condition, if the type takes it; a size may be written as a plain number of bytes. */
const conditionFor = (
  cursor: Cursor,
  type: RuleType,
  condition: Condition | undefined,
  at: Token,
): Condition | undefined => {
  if (condition === undefined && type.returns.includes('BOOLEAN')) return undefined;
  if (condition !== undefined && type.returns.includes(KINDS[condition.kind])) return condition;
  if (condition?.kind === 'number' && type.returns.includes('SIZE')) {
    const operands = condition.operands.map((operand) =>
      operand.kind === 'number' ? Number(operand.text) : Number.NaN,
    );
    if (condition.operands.every((operand) => operand.kind === 'number' && /^-?\d{1,9}$/.test(operand.text)))
      return {
        kind: 'size',
        operator: condition.operator,
        operands: operands.map((amount) => ({ amount, unit: 'B' })),
      };
  }
  const takes = type.returns.map((kind) => (kind === 'BOOLEAN' ? 'no condition' : `a ${kind.toLowerCase()} condition`));
  const found = condition === undefined ? 'none' : `a ${condition.kind} condition`;
  return cursor.refuse(`${type.name} takes ${takes.join(' or ')}, and has ${found}`, at);
};
