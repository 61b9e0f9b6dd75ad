import { cidrBlocks } from './cidr.ts';
import type { Scope } from './scope.ts';
import { substitute } from './substitute.ts';
import { invalidTemplate, type Value, type ValueMap } from './template.ts';

/** Stands for `AWS::NoValue`: the property, or the list's item, is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Value | typeof NO_VALUE;
type IntrinsicFunction = (argument: Value, scope: Scope) => Resolved;

/** Resolves every intrinsic function of a value. Throws `ValidationError` naming the function that is wrong. */
export function resolve(value: Value, scope: Scope): Value {
  const resolved = resolveNode(value, scope);
  return resolved === NO_VALUE ? null : resolved;
}

function resolveNode(value: Value, scope: Scope): Resolved {
  if (Array.isArray(value)) return value.map((item) => resolveNode(item, scope)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const call = functionOf(value);
  if (call) return call.run(call.argument, scope);
  const resolved: ValueMap = {};
  for (const [key, member] of Object.entries(value)) {
    const result = resolveNode(member, scope);
    if (result !== NO_VALUE) resolved[key] = result;
  }
  return resolved;
}

function functionOf(value: ValueMap): { run: IntrinsicFunction; argument: Value } | undefined {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) {
    const misplaced = Object.keys(value).find((key) => key.startsWith('Fn::'));
    if (misplaced) throw invalidTemplate(`Template error: ${misplaced} must be the only member of its object`);
    return undefined;
  }
  const run = FUNCTIONS[name];
  if (run) return { run, argument: value[name] ?? null };
  if (name.startsWith('Fn::')) throw invalidTemplate(`Template error: ${name} is not supported by local-aws`);
  return undefined;
}

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => reference(text(argument, 'Ref'), scope),
  Condition: (argument, scope) => (typeof argument === 'string' ? scope.condition(argument) : { Condition: argument }),
  'Fn::GetAtt': (argument, scope) => {
    const [id, name] = typeof argument === 'string' ? splitAttribute(argument) : list(argument, 'Fn::GetAtt');
    const logicalId = text(id ?? null, 'Fn::GetAtt');
    const resource = scope.resource(logicalId);
    if (!resource) {
      throw invalidTemplate(`Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`);
    }
    return resource.attribute(text(resolve(name ?? null, scope), 'Fn::GetAtt'));
  },
  'Fn::Sub': (argument, scope) => substitute(argument, (value) => resolve(value, scope)),
  'Fn::Join': (argument, scope) => {
    const [delimiter, items] = list(argument, 'Fn::Join');
    const parts = list(resolve(items ?? null, scope), 'Fn::Join');
    return parts.map((part) => scalarText(part, 'Fn::Join')).join(text(delimiter ?? null, 'Fn::Join'));
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(resolve(argument, scope), 'Fn::Select');
    const choices = list(items ?? null, 'Fn::Select');
    const chosen = choices[Number(index)];
    if (chosen === undefined) {
      throw invalidTemplate(`Template error: Fn::Select cannot select nonexistent value at index ${String(index)}`);
    }
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = list(resolve(argument, scope), 'Fn::Split');
    return text(source ?? null, 'Fn::Split').split(text(delimiter ?? null, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second, fallback] = list(resolve(argument, scope), 'Fn::FindInMap');
    const keys = [map, top, second].map((key) => scalarText(key ?? null, 'Fn::FindInMap'));
    const found = scope.mapping(keys[0] ?? '', keys[1] ?? '', keys[2] ?? '');
    if (found !== undefined) return found;
    if (scope.languageExtensions && typeof fallback === 'object' && fallback !== null && 'DefaultValue' in fallback) {
      return (fallback as ValueMap).DefaultValue ?? null;
    }
    throw invalidTemplate(`Template error: Unable to get mapping for ${keys.join('::')}`);
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(resolve(argument, scope), 'Fn::ImportValue')),
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = list(resolve(argument, scope), 'Fn::Cidr');
    return cidrBlocks(text(block ?? null, 'Fn::Cidr'), Number(count), Number(bits ?? 8));
  },
  'Fn::GetAZs': (argument, scope) => {
    const region = resolve(argument, scope);
    return scope.availabilityZones(typeof region === 'string' ? region : '');
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolveNode((scope.condition(text(condition ?? null, 'Fn::If')) ? yes : no) ?? null, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolve(argument, scope), 'Fn::Equals');
    return JSON.stringify(comparable(left ?? null)) === JSON.stringify(comparable(right ?? null));
  },
  'Fn::And': (argument, scope) => conditions(argument, scope, 'Fn::And').every(Boolean),
  'Fn::Or': (argument, scope) => conditions(argument, scope, 'Fn::Or').some(Boolean),
  'Fn::Not': (argument, scope) => !conditions(argument, scope, 'Fn::Not')[0],
  'Fn::Length': (argument, scope) => {
    requireExtensions('Fn::Length', scope);
    return list(resolve(argument, scope), 'Fn::Length').length;
  },
  'Fn::ToJsonString': (argument, scope) => {
    requireExtensions('Fn::ToJsonString', scope);
    return JSON.stringify(resolve(argument, scope));
  },
  'Fn::Transform': () => {
    throw invalidTemplate('Fn::Transform is not supported by local-aws; package the template without macros');
  },
};

/** For SUPPORT.md. */
export const INTRINSIC_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS).filter(
  (name) => !['Condition', 'Fn::Transform'].includes(name),
);

function reference(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const parameter = scope.parameter(name);
  if (parameter !== undefined) return parameter;
  const resource = scope.resource(name);
  if (resource) return resource.ref;
  throw invalidTemplate(`Template format error: Unresolved resource dependencies [${name}] in the template`);
}

function conditions(argument: Value, scope: Scope, name: string): boolean[] {
  return list(argument, name).map((condition) => {
    const value = resolve(condition, scope);
    if (typeof value === 'boolean') return value;
    throw invalidTemplate(`Template error: every ${name} object requires conditions, not ${JSON.stringify(condition)}`);
  });
}

function requireExtensions(name: string, scope: Scope): void {
  if (scope.languageExtensions) return;
  throw invalidTemplate(
    `Template error: ${name} needs the transform AWS::LanguageExtensions, which the template does not declare`,
  );
}

export function splitAttribute(expression: string): [string, string] {
  const dot = expression.indexOf('.');
  if (dot < 1) throw invalidTemplate(`Template error: Fn::GetAtt expects Resource.Attribute, not ${expression}`);
  return [expression.slice(0, dot), expression.slice(dot + 1)];
}

/** CloudFormation compares texts: `1` equals `"1"`. */
function comparable(value: Value): Value {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function text(value: Value, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidTemplate(`Template error: ${name} expects a string, not ${JSON.stringify(value)}`);
}

function scalarText(value: Value, name: string): string {
  if (typeof value === 'object')
    throw invalidTemplate(`Template error: ${name} expects texts, not ${JSON.stringify(value)}`);
  return String(value);
}

function list(value: Value, name: string): Value[] {
  if (Array.isArray(value)) return value;
  throw invalidTemplate(`Template error: ${name} expects a list, not ${JSON.stringify(value)}`);
}
