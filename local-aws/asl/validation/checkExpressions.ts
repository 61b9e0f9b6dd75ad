import jsonata from 'jsonata';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { expressionOf } from '../query/jsonata.ts';
import type { BlockContext } from './checkBlock.ts';
import { unsupportedReference } from './unsupportedReference.ts';

const notQueried = new Set([
  'Type',
  'Comment',
  'QueryLanguage',
  'Next',
  'Default',
  'Resource',
  'Branches',
  'ItemProcessor',
  'Iterator',
]);

/** Every JSONata expression of a state has to parse, and may only refer to what the service offers. */
export function checkExpressions(state: JsonObject, context: BlockContext): void {
  for (const [field, value] of Object.entries(state)) {
    if (!notQueried.has(field)) visit(value, `${context.location}/${field}`, field === 'Catch', context);
  }
}

function visit(value: Json, place: string, inCatch: boolean, context: BlockContext): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) visit(item, `${place}[${index}]`, inCatch, context);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) visit(member, `${place}/${name}`, inCatch, context);
  const expression = expressionOf(value);
  if (expression === undefined) return;
  let parsed: jsonata.ExprNode;
  try {
    parsed = jsonata(expression).ast();
  } catch (error) {
    context.findings.error('INVALID_JSONATA_EXPRESSION', (error as Error).message, place);
    return;
  }
  const unsupported = unsupportedReference(parsed, inCatch);
  if (unsupported) context.findings.error('UNSUPPORTED_JSONATA_EXPRESSION', unsupported, place);
}
