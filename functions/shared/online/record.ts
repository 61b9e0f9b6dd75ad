import * as z from 'zod';
import type { OnlineDefinition } from './definition.ts';
import { scaleOf } from './definition.ts';
import type { OnlineRecord } from './vector.ts';

/** Why a record cannot be decided; its name is what people search dead letters by. */
export interface Rejection {
  reason:
    | 'Empty'
    | 'TooLarge'
    | 'NotUtf8'
    | 'NotJson'
    | 'NotAnObject'
    | 'FieldMissing'
    | 'FieldUnknown'
    | 'FieldNull'
    | 'WrongType'
    | 'NotWhole'
    | 'TooManyDecimals'
    | 'Negative'
    | 'OutOfRange'
    | 'BadTimestamp'
    | 'ImpossibleTimestamp'
    | 'FieldTwice'
    | 'IdReused';
  field: string;
  message: string;
}

/** Bytes of the largest record: a transaction has a few hundred. */
const largest = 16_384;
const largestAmount = 1e15;

type Parsed = { record: OnlineRecord; rejection?: undefined } | { rejection: Rejection; record?: undefined };

const issue = (context: z.core.$RefinementCtx, reason: Rejection['reason'], message: string): never => {
  context.addIssue({ code: 'custom', message, params: { reason } });
  return z.NEVER;
};

const timestampText = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,6})?$/;

const fieldSchema = (type: string): z.ZodType<number | string> => {
  if (/^(BIGINT|INT|SMALLINT|TINYINT)$/.test(type))
    return z.number().transform((value, context) => {
      if (!Number.isInteger(value)) return issue(context, 'NotWhole', `${value} is no whole number`);
      if (value < 0) return issue(context, 'Negative', `${value} is below zero`);
      return Number.isSafeInteger(value) ? value : issue(context, 'OutOfRange', `${value} is beyond 2^53`);
    });
  if (type === 'DOUBLE' || type.startsWith('DECIMAL')) {
    const scale = scaleOf(type);
    return z.number().transform((value, context) => {
      if (value < 0) return issue(context, 'Negative', `${value} is below zero`);
      if (value > largestAmount) return issue(context, 'OutOfRange', `${value} is above ${largestAmount}`);
      const decimals = String(value).split('.')[1]?.length ?? 0;
      return type === 'DOUBLE' || (decimals <= scale && !String(value).includes('e'))
        ? value
        : issue(context, 'TooManyDecimals', `${value} has more than ${scale} decimals`);
    });
  }
  if (type === 'TIMESTAMP_NTZ')
    return z.string().transform((value, context) => {
      const [, ...parts] = timestampText.exec(value) ?? [];
      if (parts.length === 0)
        return issue(context, 'BadTimestamp', `"${value.slice(0, 40)}" is no local time such as 2018-08-14T10:15:00`);
      const ms = Date.parse(`${value.replace(' ', 'T')}Z`);
      // A day such as 30 February is taken by some parsers as 2 March.
      return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== value.slice(0, 10)
        ? issue(context, 'ImpossibleTimestamp', `there is no ${value}`)
        : ms;
    });
  return z.string();
};

const reasonOf = (found: z.core.$ZodIssue, value: object): Rejection['reason'] => {
  if (found.code === 'custom') return (found.params as { reason: Rejection['reason'] }).reason;
  if (found.code === 'unrecognized_keys') return 'FieldUnknown';
  const name = String(found.path[0]);
  if (!Object.hasOwn(value, name)) return 'FieldMissing';
  return (value as Record<string, unknown>)[name] === null ? 'FieldNull' : 'WrongType';
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A reader of the stream's records: JSON objects with exactly the definition's fields. It throws nothing. */
export const recordReader = ({ fields }: Pick<OnlineDefinition, 'fields'>): ((data: Uint8Array) => Parsed) => {
  const schema = z.strictObject(Object.fromEntries(fields.map(({ name, type }) => [name, fieldSchema(type)])));
  const reject = (reason: Rejection['reason'], message: string, field = ''): Parsed => ({
    rejection: { reason, field, message },
  });
  return (data) => {
    if (data.length === 0) return reject('Empty', 'the record has no bytes');
    if (data.length > largest) return reject('TooLarge', `${data.length} bytes, at most ${largest} are a record`);
    let text: string;
    try {
      text = utf8.decode(data);
    } catch {
      return reject('NotUtf8', 'the bytes are no UTF-8');
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      return reject('NotJson', (error as Error).message);
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return reject(
        'NotAnObject',
        `a JSON object was expected, found ${Array.isArray(value) ? 'an array' : typeof value}`,
      );
    const result = schema.safeParse(value);
    if (result.success) {
      // JSON.parse keeps the last of two equal keys and says nothing; which one was meant nobody knows.
      const twice = fields.find(({ name }) => text.indexOf(`"${name}"`) !== text.lastIndexOf(`"${name}"`));
      return twice ? reject('FieldTwice', `"${twice.name}" is there twice`, twice.name) : { record: result.data };
    }
    const [first] = result.error.issues;
    if (!first) return reject('NotAnObject', 'the record was refused');
    const field = first.code === 'unrecognized_keys' ? (first.keys[0] ?? '') : first.path.join('.');
    const reason = reasonOf(first, value);
    return reject(
      reason,
      reason === 'FieldMissing'
        ? `"${field}" is missing`
        : reason === 'FieldUnknown'
          ? `"${field}" is not known`
          : first.message,
      field,
    );
  };
};
