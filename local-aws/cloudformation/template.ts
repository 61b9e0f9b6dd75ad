import { parseDocument } from 'yaml';
import { AwsError } from '../errors.ts';
import { SHORT_FORMS } from './shortForms.ts';

/** A value of a template: JSON, before or after its intrinsic functions are resolved. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type ValueMap = { [key: string]: Value };

export interface ResourceTemplate {
  Type: string;
  Properties?: ValueMap;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Metadata?: ValueMap;
}

export interface ParameterTemplate {
  Type: string;
  Default?: string | number | boolean;
  AllowedValues?: (string | number)[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  Description?: string;
  MinLength?: number;
  MaxLength?: number;
  MinValue?: number;
  MaxValue?: number;
  NoEcho?: boolean | string;
}

export interface OutputTemplate {
  Value: Value;
  Description?: string;
  Condition?: string;
  Export?: { Name: Value };
}

export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Transform?: string | string[];
  Metadata?: ValueMap;
  Parameters?: Record<string, ParameterTemplate>;
  Mappings?: Record<string, Record<string, Record<string, Value>>>;
  Conditions?: Record<string, Value>;
  Resources: Record<string, ResourceTemplate>;
  Outputs?: Record<string, OutputTemplate>;
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Transform',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
];
const RESOURCE_KEYS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
];
const POLICIES = ['Delete', 'Retain', 'RetainExceptOnCreate'];

export const invalidTemplate = (message: string): AwsError => new AwsError('ValidationError', message);

/** Reads a JSON or YAML template and checks its frame. Throws `ValidationError`. */
export function parseTemplate(text: string): Template {
  const template = readText(text);
  if (typeof template !== 'object' || template === null || Array.isArray(template)) {
    throw invalidTemplate('Template format error: unsupported structure.');
  }
  const unknown = Object.keys(template).filter((key) => !SECTIONS.includes(key));
  if (unknown.includes('Rules') || unknown.includes('Hooks')) {
    throw invalidTemplate(`Template section ${unknown.join(', ')} is not supported by local-aws`);
  }
  if (unknown.length > 0) {
    throw invalidTemplate(`Invalid template property or properties [${unknown.join(', ')}]`);
  }
  const { Resources } = template as Partial<Template>;
  if (!Resources || Object.keys(Resources).length === 0) {
    throw invalidTemplate('Template format error: At least one Resources member must be defined.');
  }
  for (const [name, resource] of Object.entries(Resources)) checkResource(name, resource);
  checkTransform(template as Template);
  return template as Template;
}

export const usesLanguageExtensions = (template: Template): boolean =>
  [template.Transform ?? []].flat().includes('AWS::LanguageExtensions');

function readText(text: string): unknown {
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
    const document = parseDocument(text, { customTags: SHORT_FORMS, schema: 'core', uniqueKeys: true });
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS();
  } catch (error) {
    throw new AwsError('ValidationError', `Template format error: ${(error as Error).message}`, { cause: error });
  }
}

function checkResource(name: string, resource: ResourceTemplate): void {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw invalidTemplate(`Template format error: Resource name ${name} is non alphanumeric.`);
  }
  if (typeof resource !== 'object' || resource === null || typeof resource.Type !== 'string') {
    throw invalidTemplate(
      `Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`,
    );
  }
  for (const key of Object.keys(resource)) {
    if (key === 'CreationPolicy' || key === 'UpdatePolicy') {
      throw invalidTemplate(`${key} of resource ${name} is not supported by local-aws`);
    }
    if (!RESOURCE_KEYS.includes(key)) {
      throw invalidTemplate(`Invalid template resource property '${key}' (resource ${name})`);
    }
  }
  for (const key of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
    const policy = resource[key];
    if (policy === undefined || POLICIES.includes(policy)) continue;
    if (policy === 'Snapshot')
      throw invalidTemplate(`${key} Snapshot of resource ${name} is not supported by local-aws`);
    throw invalidTemplate(`Template error: resource ${name}: ${policy} is no ${key}; expected ${POLICIES.join(', ')}`);
  }
}

function checkTransform(template: Template): void {
  for (const transform of [template.Transform ?? []].flat()) {
    if (transform === 'AWS::LanguageExtensions') continue;
    throw invalidTemplate(
      `Transform ${String(transform)} is not supported by local-aws; package the template without macros`,
    );
  }
}
