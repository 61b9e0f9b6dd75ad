import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import type { PhysicalResource } from './stackRecords.ts';
import type { Value, ValueMap } from './template.ts';

/** What a provisioner works with. */
export interface ProvisionContext {
  cloud: Cloud;
  stackId: string;
  stackName: string;
  logicalId: string;
  /** The stack's own tags, which CloudFormation puts onto every resource that can carry tags. */
  stackTags: Record<string, string>;
  /** A call of the service, with texts, numbers and booleans brought to the types that its API has. Throws `AwsError`. */
  call<O = Record<string, unknown>>(service: string, operation: string, input: object): Promise<O>;
  /** A name for a resource that was given none: `<stack>-<logical id>-<12 letters>`, cut to `limit`. */
  newName(limit?: number): string;
  /** Said as soon as the resource exists, where further calls follow that may fail: so that a rollback finds it. */
  made(physical: PhysicalResource): PhysicalResource;
}

/** How one resource type becomes a resource: one file each. */
export interface Provisioner {
  type: string;
  /** Properties that have their effect. */
  properties: readonly string[];
  /** Properties that are taken and change nothing on the laptop; listed in SUPPORT.md. */
  inert?: readonly string[];
  required?: readonly string[];
  /** Properties whose change needs a new resource. */
  replaceOn?: readonly string[];
  /** The property that names the resource: an explicit name cannot be replaced while it stays the same. */
  nameProperty?: string;
  /** What `Fn::GetAtt` knows; `*` for types whose attributes are not known beforehand. */
  attributes: readonly string[];
  create(properties: ValueMap, context: ProvisionContext): Promise<PhysicalResource>;
  /** Left out: every change needs a new resource. `previous` are the former properties. */
  update?(
    physical: PhysicalResource,
    properties: ValueMap,
    previous: ValueMap,
    context: ProvisionContext,
  ): Promise<PhysicalResource>;
  /** Must bear that the resource is gone already. */
  delete(physical: PhysicalResource, properties: ValueMap, context: ProvisionContext): Promise<void>;
}

/** `AWS::S3::Bucket` names are lower case; everything else takes this as it is. */
export function generatedName(stackName: string, logicalId: string, seed: string, limit = 64): string {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}/${seed}`).digest();
  const suffix = [...digest.subarray(0, 12)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[byte % 36]).join('');
  const room = limit - suffix.length - 2;
  const id = logicalId.slice(0, Math.max(Math.floor(room / 2), room - stackName.length));
  return `${stackName.slice(0, room - id.length)}-${id}-${suffix}`;
}

export const physical = (
  physicalId: string,
  attributes: Record<string, Value> = {},
  ref: string = physicalId,
): PhysicalResource => ({ physicalId, ref, attributes });

/** The properties of those names that are there. */
export function pick(properties: ValueMap, names: readonly string[]): ValueMap {
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name] ?? null]])),
  );
}

export const text = (properties: ValueMap, name: string): string | undefined => {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
};

/** The resource's tags over the stack's, as a list of `{ Key, Value }`. */
export function tagList(properties: ValueMap, context: ProvisionContext): { Key: string; Value: string }[] {
  return Object.entries(tagMap(properties, context)).map(([Key, Value]) => ({ Key, Value }));
}

/** The same as a map. `Tags` of a resource are a list or a map, by its type. */
export function tagMap(properties: ValueMap, context: ProvisionContext): Record<string, string> {
  const own = properties.Tags ?? {};
  const entries = Array.isArray(own)
    ? own.map((tag) => {
        const { Key, Value } = tag as { Key: Value; Value: Value };
        return [String(Key), String(Value)];
      })
    : Object.entries(own as ValueMap).map(([key, value]) => [key, String(value)]);
  return { ...context.stackTags, ...Object.fromEntries(entries) };
}

/** A policy document in a template is an object or a text; APIs take texts. */
export const policyText = (value: Value | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? {});
