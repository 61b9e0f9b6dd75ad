import type { Json, JsonObject } from '../../../asl/json.ts';

interface Answered {
  $metadata?: { requestId?: string };
}

/** What the optimized integrations put beside an answer. */
export function httpMetadata(answer: Answered, status = 200): JsonObject {
  const requestId = answer.$metadata?.requestId ?? '';
  const header = requestId === '' ? {} : { 'x-amzn-RequestId': requestId };
  const all = requestId === '' ? {} : { 'x-amzn-RequestId': [requestId] };
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: header, HttpStatusCode: status },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

export interface Wording {
  /** How a time is written: the optimized integrations give ms since the epoch, `aws-sdk:*` gives ISO 8601. */
  dates: 'milliseconds' | 'iso';
  /** Whether members begin with a capital whatever the API says. */
  capitals: boolean;
}

/** An answer of a service as JSON. Bytes become text. */
export function plain(value: unknown, wording: Wording): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return wording.dates === 'iso' ? isoTime(value) : value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, wording));
  if (typeof value !== 'object') return value as Json;
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || name === '$metadata') continue;
    result[wording.capitals ? capital(name) : name] = plain(member, wording);
  }
  return result;
}

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Java's way: milliseconds only where there are some. */
const isoTime = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
