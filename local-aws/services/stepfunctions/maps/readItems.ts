import { Readable } from 'node:stream';
import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import type { Item, ItemReader } from '../../../asl/ports.ts';
import type { Cloud } from '../../../cloud.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';
import { lines } from './lines.ts';
import { readCsv } from './readCsv.ts';

/** What an ItemReader can read; SUPPORT.md lists it. */
export const itemReaders = [
  's3:getObject with InputType CSV',
  's3:getObject with InputType JSON',
  's3:getObject with InputType JSONL',
  's3:listObjectsV2',
] as const;

/** Items of an ItemReader, read from S3 with the rights of `caller`. */
export async function* readItems(cloud: Cloud, caller: Caller, reader: ItemReader): AsyncGenerator<Item> {
  let count = 0;
  try {
    for await (const item of source(cloud, caller, reader)) {
      if (count++ >= reader.maxItems) return;
      yield item;
    }
  } catch (error) {
    if (error instanceof StateFailure) throw error;
    const { message } = error as Error;
    throw failed(
      isAwsError(error) ? `${message} (Service: S3, Status Code: ${error.status}, Error Code: ${error.code})` : message,
    );
  }
}

const failed = (cause: string): StateFailure => new StateFailure('States.ItemReaderFailed', cause);

function source(cloud: Cloud, caller: Caller, reader: ItemReader): AsyncIterable<Item> {
  const action = reader.resource.split(':').at(-1);
  if (action === 'listObjectsV2') return listObjects(cloud, caller, reader);
  if (action !== 'getObject') throw failed(`The resource ${reader.resource} cannot be an ItemReader`);
  const type = String(reader.config.InputType ?? 'JSON');
  const body = () => getObject(cloud, caller, reader);
  switch (type) {
    case 'CSV':
      return csvItems(body, reader);
    case 'JSONL':
      return jsonLines(body);
    case 'JSON':
      return json(body, reader.config.ItemsPointer);
    default:
      throw failed(`The laptop does not read items of InputType ${type}: CSV, JSON and JSONL`);
  }
}

async function getObject(cloud: Cloud, caller: Caller, { parameters }: ItemReader): Promise<Readable> {
  const { Bucket, Key, VersionId } = parameters;
  const input = { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) };
  const { Body } = await cloud.call<{ Body: Readable | Uint8Array }>('s3', 'GetObject', input, caller);
  return Body instanceof Uint8Array ? Readable.from([Buffer.from(Body)]) : Body;
}

async function* csvItems(body: () => Promise<Readable>, { config }: ItemReader): AsyncGenerator<Item> {
  const given = config.CSVHeaderLocation === 'GIVEN';
  let headers = given && Array.isArray(config.CSVHeaders) ? config.CSVHeaders.map(String) : undefined;
  for await (const row of readCsv(await body(), String(config.CSVDelimiter ?? 'COMMA'))) {
    if (!headers) {
      headers = row;
      continue;
    }
    // A row that is too short lacks nothing: its last columns are empty.
    yield { value: Object.fromEntries(headers.map((name, index) => [name, row[index] ?? ''])) };
  }
}

async function* jsonLines(body: () => Promise<Readable>): AsyncGenerator<Item> {
  for await (const line of lines(await body())) {
    if (line.trim() !== '') yield { value: JSON.parse(line) as Json };
  }
}

/** A list, or an object whose members are the items. */
async function* json(body: () => Promise<Readable>, pointer: Json | undefined): AsyncGenerator<Item> {
  const chunks: Buffer[] = [];
  for await (const chunk of await body()) chunks.push(chunk as Buffer);
  let value: Json | undefined = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
  if (typeof pointer === 'string') value = follow(value, pointer);
  if (Array.isArray(value)) for (const item of value) yield { value: item };
  else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) yield { value: { Key: key, Value: member }, key };
  } else throw failed('The JSON file does not hold an array or an object where the items are expected');
}

/** RFC 6901 */
function follow(value: Json, pointer: string): Json | undefined {
  let at: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Array.isArray(at) ? at[Number(name)] : isObject(at) ? at[name] : undefined;
  }
  return at;
}

interface Listed {
  Contents?: { Key?: string; ETag?: string; Size?: number; LastModified?: Date; StorageClass?: string }[];
  NextContinuationToken?: string;
}

async function* listObjects(cloud: Cloud, caller: Caller, { parameters }: ItemReader): AsyncGenerator<Item> {
  let token: string | undefined;
  do {
    const input = { ...parameters, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const page: Listed = await cloud.call<Listed>('s3', 'ListObjectsV2', input, caller);
    for (const { Key = '', ETag = '', Size = 0, LastModified, StorageClass = 'STANDARD' } of page.Contents ?? []) {
      yield {
        value: { Etag: ETag, Key, LastModified: Math.floor((LastModified?.getTime() ?? 0) / 1000), Size, StorageClass },
      };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
