import { Readable } from 'node:stream';
import { StateFailure } from '../../../asl/failure.ts';
import { isObject, type Json } from '../../../asl/json.ts';
import type { ResultWriter } from '../../../asl/ports.ts';
import type { Cloud } from '../../../cloud.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';
import type { MapItemStore } from '../mapItemStore.ts';

interface ResultFile {
  Key: string;
  Size: number;
}

export interface Results {
  cloud: Cloud;
  caller: Caller;
  store: MapItemStore;
  mapRun: number;
  mapRunArn: string;
  writer: ResultWriter & { destination: { bucket: string; prefix: string } };
}

/** Most bytes of one result file; more go into the next one. */
const largestFile = 256 * 1024 * 1024;

/** Writes what the children came to, and the manifest last. Gives the state's output. Fails with `States.ResultWriterFailed`. */
export async function writeResults(results: Results): Promise<Json> {
  const { writer, mapRunArn } = results;
  const { bucket, prefix } = writer.destination;
  const folder = `${prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}${mapRunArn.split(':').at(-1)}`;
  try {
    const files = {
      FAILED: await writeStatus(results, folder, 'FAILED'),
      PENDING: [] as ResultFile[],
      SUCCEEDED: await writeStatus(results, folder, 'SUCCEEDED'),
    };
    const key = `${folder}/manifest.json`;
    const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files };
    await put(results, key, Readable.from([Buffer.from(JSON.stringify(manifest))]));
    return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: key } };
  } catch (error) {
    if (isAwsError(error)) throw new StateFailure('States.ResultWriterFailed', error.message);
    throw error;
  }
}

async function writeStatus(results: Results, folder: string, status: 'SUCCEEDED' | 'FAILED'): Promise<ResultFile[]> {
  const files: ResultFile[] = [];
  const texts = resultTexts(results, status);
  for (let next = texts.next(); !next.done; ) {
    const key = `${folder}/${status}_${files.length}.${results.writer.outputType === 'JSONL' ? 'jsonl' : 'json'}`;
    let size = 0;
    const isList = results.writer.outputType === 'JSON';
    const chunks = function* (): Generator<string> {
      if (isList) yield '[';
      for (let isFirst = true; !next.done && size < largestFile; next = texts.next(), isFirst = false) {
        const text = (isFirst ? '' : isList ? ',' : '\n') + next.value;
        size += Buffer.byteLength(text);
        yield text;
      }
      if (isList) yield ']';
    };
    await put(results, key, Readable.from(blocks(chunks())));
    files.push({ Key: key, Size: size + (isList ? 2 : 0) });
  }
  return files;
}

/** Texts as bytes, in blocks that are worth a write. */
function* blocks(texts: Iterable<string>): Generator<Buffer> {
  let block: string[] = [];
  let length = 0;
  for (const text of texts) {
    block.push(text);
    length += text.length;
    if (length < 1 << 18) continue;
    yield Buffer.from(block.join(''));
    block = [];
    length = 0;
  }
  if (block.length > 0) yield Buffer.from(block.join(''));
}

function* resultTexts({ store, mapRun, writer }: Results, status: 'SUCCEEDED' | 'FAILED'): Generator<string> {
  for (const { output } of store.rows(mapRun, status)) yield* transformed(output ?? 'null', writer, status);
}

/** Failures are always written whole: an output is what they lack. */
function* transformed(record: string, { transformation }: ResultWriter, status: string): Generator<string> {
  if (transformation === 'NONE' || status === 'FAILED') {
    yield record;
    return;
  }
  const whole = JSON.parse(record) as Json;
  const output = isObject(whole) ? String(whole.Output ?? 'null') : 'null';
  if (transformation === 'FLATTEN' && output.startsWith('[')) {
    for (const item of JSON.parse(output) as Json[]) yield JSON.stringify(item);
  } else yield output;
}

async function put({ cloud, caller, writer }: Results, key: string, body: Readable): Promise<void> {
  const input = { Bucket: writer.destination.bucket, Key: key, Body: body, ContentType: 'application/json' };
  await cloud.call('s3', 'PutObject', input, caller);
}
