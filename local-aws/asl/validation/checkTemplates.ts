import { isObject, type Json, type JsonObject } from '../json.ts';
import { intrinsicFunctions, isIntrinsic } from '../query/intrinsics/evaluateIntrinsic.ts';
import { type Intrinsic, parseIntrinsic } from '../query/intrinsics/parseIntrinsic.ts';
import { pathOf } from '../query/resolvePath.ts';
import type { BlockContext } from './checkBlock.ts';

const templates = ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials'];
const paths = [
  'InputPath',
  'OutputPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];

/** Paths and payload templates of a JSONPath state. */
export function checkTemplates(state: JsonObject, { findings, location }: BlockContext): void {
  for (const field of templates) {
    const template = state[field];
    if (template !== undefined) checkTemplate(template, `${location}/${field}`, findings);
  }
  for (const field of paths) {
    const value = state[field];
    if (value === undefined || (value === null && (field === 'InputPath' || field === 'OutputPath'))) continue;
    if (!isPath(value)) findings.schema('Value is not a JSONPath', `${location}/${field}`);
  }
  for (const field of ['ErrorPath', 'CausePath']) {
    const value = state[field];
    if (value !== undefined && !isPath(value) && !isCall(value)) {
      findings.schema('Value is not a valid JSONPath or a valid intrinsic function call', `${location}/${field}`);
    }
  }
  const { ResultPath } = state;
  if (ResultPath !== undefined && ResultPath !== null && !isReference(ResultPath)) {
    findings.schema('Value is not a Reference Path', `${location}/ResultPath`);
  }
}

function checkTemplate(template: Json, place: string, findings: BlockContext['findings']): void {
  if (Array.isArray(template)) for (const item of template) checkTemplate(item, place, findings);
  if (!isObject(template)) return;
  for (const [name, value] of Object.entries(template)) {
    if (!name.endsWith('.$')) checkTemplate(value, place, findings);
    else if (!isPath(value) && !isCall(value)) {
      findings.schema(
        `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
        place,
      );
    }
  }
}

function isPath(value: Json): boolean {
  try {
    return typeof value === 'string' && value.startsWith('$') && pathOf(value) !== undefined;
  } catch {
    return false;
  }
}

function isReference(value: Json): boolean {
  if (!isPath(value)) return false;
  const { definite, root, steps } = pathOf(String(value));
  return definite && root === 'input' && steps.every(({ kind }) => kind !== 'function');
}

function isCall(value: Json): boolean {
  if (typeof value !== 'string' || !isIntrinsic(value)) return false;
  try {
    return isKnown(parseIntrinsic(value));
  } catch {
    return false;
  }
}

const isKnown = (call: Intrinsic): boolean =>
  Object.hasOwn(intrinsicFunctions, call.name) &&
  call.arguments.every((argument) => argument.kind !== 'call' || isKnown(argument.call));
