import type { Cloud } from '../cloud.ts';
import { resolve } from './intrinsics.ts';
import { parameterReference } from './parameters.ts';
import type { ResourceView, Scope } from './scope.ts';
import { invalidTemplate, type Template, usesLanguageExtensions, type Value } from './template.ts';

export interface StackIdentity {
  id: string;
  name: string;
  notificationArns: string[];
}

export interface EvaluationOptions {
  cloud: Pick<Cloud, 'account' | 'region'>;
  template: Template;
  stack: StackIdentity;
  /** Values by name, as texts. */
  parameters: Readonly<Record<string, string>>;
  resource(logicalId: string): ResourceView | undefined;
  importValue(name: string): Value;
}

/** A template's scope: parameters, pseudo parameters, mappings and conditions, over whatever `resource` answers. */
export function createScope(options: EvaluationOptions): Scope {
  const { template, stack, cloud } = options;
  const pseudo: Record<string, Value> = {
    'AWS::AccountId': cloud.account,
    'AWS::NotificationARNs': stack.notificationArns,
    'AWS::Partition': 'aws',
    'AWS::Region': cloud.region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const known = new Map<string, boolean>();
  const underWay = new Set<string>();
  const scope: Scope = {
    parameter: (name) => {
      const declared = template.Parameters?.[name];
      if (declared) return parameterReference(declared, options.parameters[name] ?? '');
      return pseudo[name];
    },
    resource: options.resource,
    mapping: (map, top, second) => template.Mappings?.[map]?.[top]?.[second],
    condition: (name) => {
      const answer = known.get(name);
      if (answer !== undefined) return answer;
      const expression = template.Conditions?.[name];
      if (expression === undefined) {
        throw invalidTemplate(`Template format error: Unresolved condition dependency ${name} in the template`);
      }
      if (underWay.has(name)) throw invalidTemplate(`Template format error: Circular dependency of condition ${name}`);
      underWay.add(name);
      const value = resolve(expression, scope) === true;
      underWay.delete(name);
      known.set(name, value);
      return value;
    },
    importValue: options.importValue,
    availabilityZones: (region) => ['a', 'b', 'c'].map((zone) => `${region || cloud.region}${zone}`),
    languageExtensions: usesLanguageExtensions(template),
  };
  return scope;
}

/**
 * Resources that do not exist yet: what refers to them becomes a text that names the reference, so that two templates can be compared
 * before anything is made.
 */
export const symbolicResource =
  (template: Template) =>
  (logicalId: string): ResourceView | undefined =>
    logicalId in template.Resources
      ? { ref: `{{${logicalId}}}`, attribute: (name) => `{{${logicalId}.${name}}}` }
      : undefined;
