import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';

export type TimestampFormat = 'epoch-seconds' | 'date-time' | 'http-date';

// Sentinels of @smithy/core/schema's SimpleSchema for timestamps with a format of their own.
const formats: Readonly<Record<number, TimestampFormat>> = { 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };

/** The format a timestamp member is written in; `standard` is the protocol's own. */
export const timestampFormat = (schema: NormalizedSchema, standard: TimestampFormat): TimestampFormat => {
  const sentinel = schema.getSchema();
  return (typeof sentinel === 'number' ? formats[sentinel] : undefined) ?? standard;
};

export const writeTimestamp = (value: unknown, format: TimestampFormat): string | number => {
  const date = value instanceof Date ? value : new Date(typeof value === 'number' ? value * 1000 : String(value));
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  return format === 'http-date' ? date.toUTCString() : date.toISOString();
};

/** Reads any of the three formats: clients differ from what the model says. Throws `SerializationException`. */
export const readTimestamp = (value: unknown, path: string): Date => {
  const number = typeof value === 'number' ? value : Number(value === '' ? Number.NaN : value);
  const date = Number.isFinite(number) ? new Date(number * 1000) : new Date(String(value));
  if (Number.isNaN(date.getTime())) throw mistaken(path, 'a timestamp', value);
  return date;
};

/** A scalar from text, as query parameters, headers and XML carry it. */
export const readText = (schema: NormalizedSchema, text: string, path: string): unknown => {
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  if (schema.isTimestampSchema()) return readTimestamp(text, path);
  if (schema.isBooleanSchema()) return readBoolean(text, path);
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() === '' || Number.isNaN(number)) throw mistaken(path, 'a number', text);
    return number;
  }
  return text;
};

const readBoolean = (text: string, path: string): boolean => {
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false') throw mistaken(path, 'true or false', text);
  return lower === 'true';
};

/** A scalar as text. */
export const writeText = (schema: NormalizedSchema, value: unknown, timestamps: TimestampFormat): string => {
  if (schema.isTimestampSchema()) return String(writeTimestamp(value, timestampFormat(schema, timestamps)));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value);
};

/** The error of a value that has not the type its member has. */
export const mistaken = (path: string, expected: string, value: unknown): AwsError =>
  new AwsError('SerializationException', `${path}: expected ${expected}, got ${shown(value)}`);

/** The error of a member that the API does not have. */
export const unknownMember = (path: string, code = 'SerializationException'): AwsError =>
  new AwsError(code, `${path} is no member of this request: it is not supported by local-aws`);

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
