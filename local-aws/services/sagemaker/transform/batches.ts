import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { JobFailure } from '../errors.ts';

const NEWLINE = 10;

export interface BatchOptions {
  gzip: boolean;
  /** Cut at lines, or take the object whole. */
  lines: boolean;
  /** Several records a request, or one. */
  several: boolean;
  maxBytes: number;
  /** Changes each record before it is packed. */
  map?: (line: string) => string;
}

/** A request's payload and, where records are cut, the records as they were before `map`. */
export interface Batch {
  body: Buffer;
  records: string[];
}

/** An object's records packed into requests of at most `maxBytes`. Throws `JobFailure` for a record that is larger. */
export async function* batches(path: string, options: BatchOptions): AsyncGenerator<Batch> {
  const source: Readable = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream = options.gzip ? source.pipe(createGunzip()) : source;
  if (!options.lines) {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    yield { body: within(Buffer.concat(chunks), options.maxBytes), records: [] };
    return;
  }
  let packed: Buffer[] = [];
  let records: string[] = [];
  let bytes = 0;
  const take = (): Batch => {
    const batch = { body: Buffer.concat(packed), records };
    packed = [];
    records = [];
    bytes = 0;
    return batch;
  };
  for await (const line of linesOf(stream)) {
    const text = line.toString();
    const record = within(Buffer.from(`${options.map ? options.map(text) : text}\n`), options.maxBytes);
    if (bytes > 0 && (!options.several || bytes + record.length > options.maxBytes)) yield take();
    packed.push(record);
    records.push(text);
    bytes += record.length;
  }
  if (bytes > 0) yield take();
}

const within = (body: Buffer, maxBytes: number): Buffer => {
  if (body.length <= maxBytes) return body;
  throw new JobFailure(
    `ClientError: Single record of ${body.length} bytes is larger than MaxPayloadInMB allows (${maxBytes} bytes)`,
  );
};

/** Lines without their ends; empty ones are no records. */
async function* linesOf(stream: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
      const line = trimmed(data.subarray(start, end));
      if (line.length > 0) yield line;
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  const last = trimmed(rest);
  if (last.length > 0) yield last;
}

const trimmed = (line: Buffer): Buffer => (line.at(-1) === 13 ? line.subarray(0, -1) : line);
