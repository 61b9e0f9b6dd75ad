import type { NormalizedSchema } from '@smithy/core/schema';
import {
  mistaken,
  readTimestamp,
  type TimestampFormat,
  timestampFormat,
  unknownMember,
  writeTimestamp,
} from './values.ts';

type Json = Record<string, unknown>;

export interface JsonOptions {
  /** restJson honours `jsonName`; awsJson does not. */
  names: boolean;
  timestamps: TimestampFormat;
}

const wireName = (member: string, schema: NormalizedSchema, options: JsonOptions): string => {
  const name = options.names ? (schema.getMergedTraits().jsonName as string | undefined) : undefined;
  return name ?? member;
};

/**
 * From parsed JSON to what the SDK's request type says: `Date`s for timestamps, `Uint8Array`s for blobs, nulls left out.
 * Throws `SerializationException` with the path of a wrong type or of a member that the API does not have.
 */
export const decodeJson = (schema: NormalizedSchema, value: unknown, options: JsonOptions, path = ''): unknown => {
  if (value === null || value === undefined) return undefined;
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) return decodeStruct(schema, value, options, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw mistaken(path, 'a list', value);
    const item = schema.getValueSchema();
    return value.map((each, index) => decodeJson(item, each, options, `${path}[${index}]`) ?? null);
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    return Object.fromEntries(
      Object.entries(object(value, path)).map(([key, each]) => [
        key,
        decodeJson(item, each, options, `${path}.${key}`) ?? null,
      ]),
    );
  }
  return decodeScalar(schema, value, path);
};

const decodeStruct = (schema: NormalizedSchema, value: unknown, options: JsonOptions, path: string): Json => {
  const given = object(value, path || 'the request');
  const output: Json = {};
  const taken = new Set<string>(['__type']);
  for (const [member, memberSchema] of schema.structIterator()) {
    const name = wireName(member, memberSchema, options);
    taken.add(name);
    const each = decodeJson(memberSchema, given[name], options, path ? `${path}.${member}` : member);
    if (each !== undefined) output[member] = each;
  }
  for (const name of Object.keys(given)) {
    if (!taken.has(name) && given[name] !== null) throw unknownMember(path ? `${path}.${name}` : name);
  }
  return output;
};

const decodeScalar = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
  if (schema.isTimestampSchema()) return readTimestamp(value, path);
  if (schema.isBlobSchema()) {
    if (typeof value !== 'string') throw mistaken(path, 'base64 text', value);
    return new Uint8Array(Buffer.from(value, 'base64'));
  }
  if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw mistaken(path, 'true or false', value);
  } else if (schema.isNumericSchema()) {
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    if (typeof value !== 'number') throw mistaken(path, 'a number', value);
  } else if (schema.isStringSchema() && typeof value !== 'string') {
    throw mistaken(path, 'a string', value);
  }
  return value;
};

const object = (value: unknown, path: string): Json => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mistaken(path, 'an object', value);
  return value as Json;
};

/** From an operation's answer to what goes into JSON. Members that the API does not have stay out. */
export const encodeJson = (schema: NormalizedSchema, value: unknown, options: JsonOptions): unknown => {
  if (value === null || value === undefined) return value;
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) {
    const given = value as Json;
    const output: Json = {};
    for (const [member, memberSchema] of schema.structIterator()) {
      const each = encodeJson(memberSchema, given[member], options);
      if (each !== undefined && each !== null) output[wireName(member, memberSchema, options)] = each;
    }
    return output;
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return (value as unknown[]).map((each) => encodeJson(item, each, options));
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    return Object.fromEntries(
      Object.entries(value as Json).map(([key, each]) => [key, encodeJson(item, each, options)]),
    );
  }
  if (schema.isTimestampSchema()) return writeTimestamp(value, timestampFormat(schema, options.timestamps));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'bigint') return Number(value);
  return value;
};
