import { isDeepStrictEqual } from 'node:util';
import { changedProperties } from './deployment.ts';
import { type EngineEnvironment, provisionerOf } from './engineEnvironment.ts';
import { createScope, type StackIdentity, symbolicResource } from './evaluation.ts';
import { exportValue } from './exports.ts';
import { dependencies } from './graph.ts';
import { resolve } from './intrinsics.ts';
import { references } from './references.ts';
import type { ChangeRecord, ResourceRecord, StackVersion } from './stackRecords.ts';
import { invalidTemplate, parseTemplate, type ResourceTemplate, type Template, type ValueMap } from './template.ts';

/** A template with its parameters put in; what refers to resources is a text that names the reference. */
interface Outline {
  template: Template;
  resources: Map<string, { template: ResourceTemplate; properties: ValueMap }>;
  outputs: unknown;
}

export interface Plan {
  changes: ChangeRecord[];
  /** Whether executing it would change anything: resources, outputs or the stack's tags. */
  changesAnything: boolean;
}

/**
 * Compares a stack with what it shall become, before anything is made. Checks the whole new template on the way: types, properties,
 * references, attributes. Throws `ValidationError`.
 */
export function planChanges(
  environment: EngineEnvironment,
  stack: StackIdentity,
  before: StackVersion | undefined,
  after: StackVersion,
): Plan {
  const next = outline(environment, stack, after);
  checkProperties(environment, next);
  const former = before && outline(environment, stack, before);
  const records = new Map(environment.store.resourcesOf(stack.id).map((record) => [record.logicalId, record]));
  const changes: ChangeRecord[] = [];
  for (const [logicalId, { template, properties }] of next.resources) {
    const old = former?.resources.get(logicalId);
    const record = records.get(logicalId);
    if (!old) changes.push({ action: 'Add', logicalId, type: template.Type, scope: [] });
    else changes.push(...modification(environment, logicalId, old, { template, properties }, record));
  }
  for (const [logicalId, { template }] of former?.resources ?? []) {
    if (next.resources.has(logicalId)) continue;
    changes.push({ action: 'Remove', logicalId, type: template.Type, scope: [], ...known(records.get(logicalId)) });
  }
  const changesAnything =
    changes.length > 0 ||
    !isDeepStrictEqual(former?.outputs, next.outputs) ||
    !isDeepStrictEqual(before?.tags ?? {}, after.tags);
  return { changes, changesAnything };
}

function outline(environment: EngineEnvironment, stack: StackIdentity, version: StackVersion): Outline {
  const template = parseTemplate(version.template);
  const scope = createScope({
    cloud: environment.cloud,
    template,
    stack,
    parameters: version.parameters,
    resource: symbolicResource(template),
    importValue: (name) => exportValue(environment.store, name),
  });
  const graph = dependencies(template, scope.condition);
  const resources: Outline['resources'] = new Map();
  for (const logicalId of graph.keys()) {
    const resource = template.Resources[logicalId];
    if (!resource) continue;
    checkAttributes(environment, template, resource, scope.condition);
    resources.set(logicalId, {
      template: resource,
      properties: resolve(resource.Properties ?? {}, scope) as ValueMap,
    });
  }
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([, { Condition }]) => !Condition || scope.condition(Condition))
    .map(([name, output]) => [name, resolve(output.Value, scope), output.Export && resolve(output.Export.Name, scope)]);
  return { template, resources, outputs };
}

function modification(
  environment: EngineEnvironment,
  logicalId: string,
  old: { template: ResourceTemplate; properties: ValueMap },
  next: { template: ResourceTemplate; properties: ValueMap },
  record: ResourceRecord | undefined,
): ChangeRecord[] {
  const provisioner = provisionerOf(environment, next.template.Type);
  const scope = changedProperties(old.properties, next.properties);
  const sameType = old.template.Type === next.template.Type;
  const policies = (['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'] as const).filter(
    (key) => !isDeepStrictEqual(old.template[key], next.template[key]),
  );
  if (sameType && scope.length === 0 && policies.length === 0) return [];
  const replaced =
    !sameType ||
    (scope.length > 0 && (!provisioner.update || scope.some((name) => provisioner.replaceOn?.includes(name))));
  const replacement = replaced ? 'True' : 'False';
  return [{ action: 'Modify', logicalId, type: next.template.Type, replacement, scope, ...known(record) }];
}

const known = (record: ResourceRecord | undefined) => (record ? { physicalId: record.physicalId } : {});

function checkProperties(environment: EngineEnvironment, { resources }: Outline): void {
  for (const [logicalId, { template, properties }] of resources) {
    const provisioner = provisionerOf(environment, template.Type);
    const accepted = new Set([...provisioner.properties, ...(provisioner.inert ?? [])]);
    if (accepted.has('*')) continue;
    const unknown = Object.keys(properties).filter((name) => !accepted.has(name));
    if (unknown.length > 0) {
      throw invalidResource(logicalId, template.Type, `Encountered unsupported property ${unknown.join(', ')}`);
    }
    const missing = (provisioner.required ?? []).filter((name) => properties[name] === undefined);
    if (missing.length > 0) {
      throw invalidResource(logicalId, template.Type, `Property ${missing.join(', ')} cannot be empty.`);
    }
  }
}

function checkAttributes(
  environment: EngineEnvironment,
  template: Template,
  resource: ResourceTemplate,
  condition: (name: string) => boolean,
): void {
  for (const { name, attribute } of references(resource.Properties ?? null, condition)) {
    const other = template.Resources[name];
    if (attribute === undefined || !other) continue;
    const { attributes } = provisionerOf(environment, other.Type);
    if (attributes.includes(attribute) || attributes.includes('*')) continue;
    throw invalidTemplate(
      `Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`,
    );
  }
}

const invalidResource = (logicalId: string, type: string, message: string) =>
  invalidTemplate(`Resource ${logicalId} (${type}): ${message}`);
