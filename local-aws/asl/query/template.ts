import { runtimeError } from '../failure.ts';
import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { evaluateIntrinsic, isIntrinsic } from './intrinsics/evaluateIntrinsic.ts';
import { requirePath } from './resolvePath.ts';
import type { Scope } from './scope.ts';

/** A payload template of a JSONPath state: members whose name ends in `.$` hold a path or an intrinsic function. */
export function evaluateTemplate(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, scope));
  if (!isObject(template)) return template;
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$')) setMember(result, name.slice(0, -2), evaluateText(value, name, scope));
    else setMember(result, name, evaluateTemplate(value, scope));
  }
  return result;
}

/** A path or an intrinsic function, as the text of `field`. */
export function evaluateText(text: Json, field: string, scope: Scope): Json {
  if (typeof text !== 'string') {
    throw runtimeError(
      `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`,
    );
  }
  return isIntrinsic(text) ? evaluateIntrinsic(text, field, scope) : requirePath(text, field, scope);
}
