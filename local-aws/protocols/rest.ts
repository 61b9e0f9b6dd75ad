import type { Readable } from 'node:stream';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { RestResponse } from '../service.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { OperationModel } from './model.ts';
import { mistaken, readText, writeText } from './values.ts';
import { decodeXml, element, encodeMembers } from './xml.ts';

export type RestFormat = 'json' | 'xml';

export interface RestInput {
  model: OperationModel;
  labels: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** The body as a stream, for a member that streams. */
  stream: Readable;
  /** Reads the whole body. */
  read(): Promise<Buffer>;
}

const json = { names: true, timestamps: 'epoch-seconds' } as const;

/** Members of the path, the query, the headers and the body, as the operation's schema binds them. */
export const decodeRest = async (format: RestFormat, request: RestInput): Promise<Record<string, unknown>> => {
  const input: Record<string, unknown> = {};
  const inBody = new Set<string>();
  for (const [member, schema] of request.model.input.structIterator()) {
    const traits = schema.getMergedTraits();
    if (traits.httpPayload) input[member] = await payload(format, schema, request);
    else if (isBound(traits)) input[member] = bound(member, schema, traits, request);
    else inBody.add(member);
    if (input[member] === undefined) delete input[member];
  }
  if (inBody.size > 0) Object.assign(input, await body(format, request));
  return input;
};

type Traits = ReturnType<NormalizedSchema['getMergedTraits']>;

const isBound = (traits: Traits): boolean =>
  Boolean(
    traits.httpLabel ||
      traits.httpQuery ||
      traits.httpQueryParams ||
      traits.httpHeader ||
      traits.httpPrefixHeaders !== undefined,
  );

const bound = (member: string, schema: NormalizedSchema, traits: Traits, request: RestInput): unknown => {
  if (traits.httpLabel) {
    const text = request.labels[member];
    return text === undefined ? undefined : readText(schema, text, member);
  }
  if (traits.httpQuery) {
    const texts = request.query.getAll(traits.httpQuery);
    if (texts.length === 0) return undefined;
    if (schema.isListSchema()) return texts.map((text) => readText(schema.getValueSchema(), text, member));
    return readText(schema, texts[0] ?? '', member);
  }
  if (traits.httpHeader) {
    const text = request.headers[traits.httpHeader.toLowerCase()];
    if (text === undefined) return undefined;
    if (schema.isListSchema()) {
      return text.split(',').map((each) => readText(schema.getValueSchema(), each.trim(), member));
    }
    return readText(schema, text, member);
  }
  if (traits.httpPrefixHeaders !== undefined) return prefixed(traits.httpPrefixHeaders, request.headers);
  return Object.fromEntries(request.query);
};

const prefixed = (prefix: string, headers: Readonly<Record<string, string>>): Record<string, string> | undefined => {
  const lower = prefix.toLowerCase();
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(lower));
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([name, value]) => [name.slice(lower.length), value]));
};

const payload = async (format: RestFormat, schema: NormalizedSchema, request: RestInput): Promise<unknown> => {
  if (schema.isStreaming()) return request.stream;
  const bytes = await request.read();
  if (schema.isBlobSchema()) return bytes.length === 0 ? undefined : new Uint8Array(bytes);
  if (schema.isStringSchema()) return bytes.length === 0 ? undefined : bytes.toString();
  if (bytes.length === 0) return undefined;
  return format === 'json' ? decodeJson(schema, parseJson(bytes), json) : decodeXml(schema, bytes.toString());
};

const body = async (format: RestFormat, request: RestInput): Promise<unknown> => {
  const bytes = await request.read();
  if (bytes.length === 0) return {};
  return format === 'json'
    ? decodeJson(request.model.input, parseJson(bytes), json)
    : decodeXml(request.model.input, bytes.toString());
};

export const parseJson = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    throw mistaken('the body', 'JSON', bytes.toString());
  }
};

export interface XmlAnswer {
  /** Namespace of the root element. */
  namespace: string;
  /** The root element's name, by output shape, where it is not the shape's own. */
  root?(model: OperationModel): string | undefined;
}

/** Status, headers and body of a successful answer, as the operation's schema binds them. */
export const encodeRest = (
  format: RestFormat,
  model: OperationModel,
  value: Record<string, unknown>,
  xml: XmlAnswer = { namespace: '' },
): RestResponse => {
  const answer: RestResponse = { status: model.http?.status ?? 200, headers: {}, body: '' };
  const members: Record<string, unknown> = {};
  let payloadMember: [NormalizedSchema, unknown] | undefined;
  let hasBody = false;
  const schemas: [string, NormalizedSchema][] = model.output.isStructSchema() ? [...model.output.structIterator()] : [];
  for (const [member, schema] of schemas) {
    const traits = schema.getMergedTraits();
    const each = value[member];
    if (traits.httpPayload) payloadMember = [schema, each];
    else if (!isBound(traits) && !traits.httpResponseCode) hasBody = true;
    if (each === undefined || each === null) continue;
    if (traits.httpResponseCode) answer.status = Number(each);
    else if (traits.httpHeader) answer.headers[traits.httpHeader.toLowerCase()] = headerText(schema, each);
    else if (traits.httpPrefixHeaders !== undefined) {
      for (const [name, text] of Object.entries(each)) {
        answer.headers[`${traits.httpPrefixHeaders.toLowerCase()}${name}`] = String(text);
      }
    } else if (!traits.httpPayload) members[member] = each;
  }
  if (answer.headers['content-range'] !== undefined) answer.status = 206;
  if (payloadMember) writePayload(format, answer, payloadMember[0], payloadMember[1], xml);
  else if (hasBody) writeBody(format, answer, model, members, xml);
  return answer;
};

const headerText = (schema: NormalizedSchema, value: unknown): string =>
  Array.isArray(value) ? value.join(',') : writeText(schema, value, 'http-date');

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const writePayload = (
  format: RestFormat,
  answer: RestResponse,
  schema: NormalizedSchema,
  value: unknown,
  xml: XmlAnswer,
): void => {
  if (value === undefined || value === null) return;
  if (schema.isBlobSchema() || schema.isStringSchema()) {
    answer.body = value as RestResponse['body'];
    answer.headers['content-type'] ??= schema.isStringSchema() ? 'text/plain' : 'application/octet-stream';
  } else if (format === 'json') {
    answer.body = JSON.stringify(encodeJson(schema, value, json));
    answer.headers['content-type'] = 'application/json';
  } else {
    const name = (schema.getMergedTraits().xmlName as string | undefined) ?? schema.getName() ?? 'Payload';
    answer.body = `${declaration}<${name} xmlns="${xml.namespace}">${encodeMembers(schema, value, 'date-time')}</${name}>`;
    answer.headers['content-type'] = 'application/xml';
  }
};

const writeBody = (
  format: RestFormat,
  answer: RestResponse,
  model: OperationModel,
  members: Record<string, unknown>,
  xml: XmlAnswer,
): void => {
  if (format === 'json') {
    answer.body = JSON.stringify(encodeJson(model.output, members, json));
    answer.headers['content-type'] = 'application/json';
    return;
  }
  const root =
    (model.output.getMergedTraits().xmlName as string | undefined) ?? xml.root?.(model) ?? model.output.getName() ?? '';
  const content = encodeMembers(model.output, members, 'date-time');
  answer.body = declaration + element(root, content).replace(`<${root}>`, `<${root} xmlns="${xml.namespace}">`);
  answer.headers['content-type'] = 'application/xml';
};
