import { comparisons, patterns, typeTests } from '../choice/operators.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { pathOf } from '../query/resolvePath.ts';
import type { BlockContext } from './checkBlock.ts';

/** The rules of a Choice state. */
export function checkChoices(state: JsonObject, context: BlockContext): void {
  const { findings, location, language } = context;
  const { Choices } = state;
  if (!Array.isArray(Choices) || Choices.length === 0) {
    if (Choices !== undefined) findings.schema('Choices must be a non-empty array', `${location}/Choices`);
    return;
  }
  for (const [index, rule] of Choices.entries()) {
    const place = `${location}/Choices[${index}]`;
    if (!isObject(rule)) {
      findings.schema('Expected value of type Object', place);
      continue;
    }
    if (typeof rule.Next !== 'string') findings.schema('These fields are required: [Next]', place);
    if (language === 'JSONata') {
      if (rule.Condition === undefined) findings.schema('These fields are required: [Condition]', place);
    } else checkRule(rule, place, context);
  }
}

function checkRule(rule: JsonObject, place: string, context: BlockContext): void {
  const { findings } = context;
  for (const name of ['And', 'Or']) {
    const parts = rule[name];
    if (parts === undefined) continue;
    if (!Array.isArray(parts) || parts.length === 0) findings.schema(`${name} must be a non-empty array`, place);
    else for (const [index, part] of parts.entries()) checkPart(part, `${place}/${name}[${index}]`, context);
    return;
  }
  if (rule.Not !== undefined) {
    checkPart(rule.Not, `${place}/Not`, context);
    return;
  }
  const operators = Object.keys(rule).filter(isOperator);
  if (operators.length !== 1) {
    findings.schema('A choice rule must have exactly one comparison operator', place);
    return;
  }
  if (!isPath(rule.Variable)) findings.schema('Value is not a Reference Path', `${place}/Variable`);
  const [operator = ''] = operators;
  if (operator.endsWith('Path') && !isPath(rule[operator]))
    findings.schema('Value is not a Reference Path', `${place}/${operator}`);
}

function checkPart(part: Json, place: string, context: BlockContext): void {
  if (isObject(part)) checkRule(part, place, context);
  else context.findings.schema('Expected value of type Object', place);
}

const isOperator = (name: string): boolean =>
  name in typeTests ||
  name in patterns ||
  name in comparisons ||
  (name.endsWith('Path') && name.slice(0, -4) in comparisons);

function isPath(value: Json | undefined): boolean {
  try {
    return typeof value === 'string' && pathOf(value).root !== 'item';
  } catch {
    return false;
  }
}
