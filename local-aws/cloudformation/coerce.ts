import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { loadModel } from '../protocols/model.ts';

/**
 * Brings a resource's properties to the types of the API: templates carry numbers and booleans as texts (a parameter's `Ref` always is
 * one), and numbers where texts are meant. Refuses members that the API does not have, at any depth.
 */
export async function coerceInput(service: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const model = (await loadModel(service)).operations.get(operation);
  if (!model) throw new Error(`${service} has no operation ${operation}`);
  return coerce(model.input, input, '') as Record<string, unknown>;
}

function coerce(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isDocumentSchema() || schema.isBlobSchema() || value instanceof Uint8Array) return value;
  if (schema.isStructSchema()) return coerceStruct(schema, value, path);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    if (!Array.isArray(value)) throw mistaken(path, 'a list', value);
    return value.map((each, index) => coerce(item, each, `${path}/${index}`));
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    const entries = Object.entries(members(value, path));
    return Object.fromEntries(entries.map(([key, each]) => [key, coerce(item, each, `${path}/${key}`)]));
  }
  if (schema.isTimestampSchema()) return value instanceof Date ? value : new Date(String(value));
  return coerceScalar(schema, value, path);
}

function coerceStruct(schema: NormalizedSchema, value: unknown, path: string): Record<string, unknown> {
  const given = members(value, path);
  const known = schema.getMemberSchemas();
  const coerced: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(given)) {
    const memberSchema = known[name];
    if (!memberSchema)
      throw new AwsError(
        'ValidationError',
        `Properties validation failed: ${path}/${name}: extraneous key [${name}] is not permitted`,
      );
    const result = coerce(memberSchema, member, `${path}/${name}`);
    if (result !== undefined) coerced[name] = result;
  }
  return coerced;
}

function coerceScalar(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isNumericSchema()) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw mistaken(path, 'a number', value);
    return number;
  }
  if (schema.isBooleanSchema()) {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw mistaken(path, 'true or false', value);
  }
  if (typeof value === 'object') throw mistaken(path, 'a string', value);
  return String(value);
}

function members(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || Array.isArray(value) || value === null) throw mistaken(path, 'an object', value);
  return value as Record<string, unknown>;
}

const mistaken = (path: string, expected: string, value: unknown): AwsError =>
  new AwsError(
    'ValidationError',
    `Properties validation failed: ${path || '/'}: expected type: ${expected}, found: ${JSON.stringify(value)}`,
  );
