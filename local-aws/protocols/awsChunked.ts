import { Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../errors.ts';

const CRLF = Buffer.from('\r\n');
const MAX_LINE = 16 * 1024;

const incomplete = (detail: string): AwsError =>
  new AwsError('IncompleteBody', `The request body terminated unexpectedly: ${detail}`);

/**
 * Takes the framing of an `aws-chunked` body off: `<hex size>[;chunk-signature=…]CRLF <bytes> CRLF … 0 CRLF [trailers] CRLF`.
 * The trailers are in `trailers` when the stream has ended. Fails with `IncompleteBody` on anything else.
 */
export class AwsChunkedDecoder extends Transform {
  readonly trailers: Record<string, string> = {};
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes of the chunk still to come; `line` when a size or trailer line is next. */
  #left = 0;
  #state: 'size' | 'data' | 'after' | 'trailer' | 'end' = 'size';
  #decoded = 0;
  readonly #expected: number | undefined;

  /** `expected`: `x-amz-decoded-content-length`. */
  constructor(expected?: number) {
    super();
    this.#expected = expected;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    try {
      this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
      while (this.#step());
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.#state === 'trailer' && this.#pending.length === 0) this.#state = 'end';
    if (this.#state !== 'end') done(incomplete('the last chunk is missing'));
    else if (this.#expected !== undefined && this.#expected !== this.#decoded) {
      done(incomplete(`${this.#decoded} bytes came, x-amz-decoded-content-length said ${this.#expected}`));
    } else done();
  }

  /** Whether something was taken. */
  #step(): boolean {
    if (this.#state === 'end') return false;
    if (this.#state === 'data') return this.#data();
    const at = this.#pending.indexOf(CRLF);
    if (at < 0) {
      if (this.#pending.length > MAX_LINE) throw incomplete('a chunk header is too long');
      return false;
    }
    const line = this.#pending.subarray(0, at).toString('latin1');
    this.#pending = this.#pending.subarray(at + CRLF.length);
    if (this.#state === 'size') this.#size(line);
    else if (this.#state === 'after') {
      if (line !== '') throw incomplete('a chunk is longer than its header says');
      this.#state = 'size';
    } else this.#trailer(line);
    return true;
  }

  #size(line: string): void {
    const size = /^([0-9a-fA-F]+)(;.*)?$/.exec(line)?.[1];
    if (size === undefined) throw incomplete('a chunk has no size');
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
  }

  #data(): boolean {
    if (this.#pending.length === 0) return false;
    const part = this.#pending.subarray(0, this.#left);
    this.#pending = this.#pending.subarray(part.length);
    this.#left -= part.length;
    this.#decoded += part.length;
    this.push(part);
    if (this.#left === 0) this.#state = 'after';
    return true;
  }

  #trailer(line: string): void {
    const colon = line.indexOf(':');
    if (line === '') this.#state = 'end';
    else if (colon > 0) this.trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    else throw incomplete('a trailer is not a header');
  }
}

/** Whether a request's body is framed. */
export const isAwsChunked = (headers: Readonly<Record<string, string>>): boolean =>
  (headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false) ||
  (headers['content-encoding']
    ?.split(',')
    .map((each) => each.trim())
    .includes('aws-chunked') ??
    false);
