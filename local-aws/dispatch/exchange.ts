import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { AwsChunkedDecoder, isAwsChunked } from '../protocols/awsChunked.ts';
import type { RestResponse } from '../service.ts';
import type { HttpRequest, HttpResponse } from './listen.ts';

const gunzip = promisify(gunzipCallback);

/** One HTTP request, read apart, and the way to answer it. */
export interface Exchange {
  method: string;
  /** Still percent-encoded. */
  path: string;
  query: URLSearchParams;
  /** The query as it was written, for signatures. */
  rawQuery: string;
  headers: Readonly<Record<string, string>>;
  /** Scheme, host and port as the client wrote them. */
  endpoint: string;
  signal: AbortSignal;
  /** The body without the framing of `aws-chunked`. */
  stream: Readable;
  /** The whole body, read once. */
  read(): Promise<Buffer>;
  /** The whole body as it came over the wire, which is what a signature covers. */
  raw(): Promise<Buffer>;
  form(): Promise<URLSearchParams | undefined>;
  answer(response: RestResponse): void;
  /** Breaks the connection off without an answer. */
  drop(): void;
}

export const readExchange = (request: HttpRequest, response: HttpResponse): Exchange => {
  const [path = '/', rawQuery = ''] = splitOnce(request.url ?? '/', '?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 clients sign the authority in place of the host.
    if ((!name.startsWith(':') || name === ':authority') && value !== undefined)
      headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  headers.host ??= String(request.headers[':authority'] ?? '');
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort(new Error('The client went away'));
  });
  const source = request as unknown as Readable;
  const isGzipped = headers['content-encoding'] === 'gzip' && headers['x-amz-target'] !== undefined;
  const stream = isAwsChunked(headers) ? unchunked(request, headers) : source;
  let raw: Promise<Buffer> | undefined;
  const readRaw = (): Promise<Buffer> => {
    raw ??= collect(stream);
    return raw;
  };
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers,
    endpoint: `http://${headers.host || '127.0.0.1'}`,
    signal: abort.signal,
    stream,
    read: async () => (isGzipped ? gunzip(await readRaw()) : readRaw()),
    raw: readRaw,
    form: async () => {
      if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
      return new URLSearchParams((await exchange.read()).toString());
    },
    answer: (answer) => write(request, response, answer),
    drop: () => request.socket?.destroy(),
  };
  return exchange;
};

const unchunked = (request: HttpRequest, headers: Readonly<Record<string, string>>): Readable => {
  const source = request as unknown as Readable;
  const length = headers['x-amz-decoded-content-length'];
  const decoder = new AwsChunkedDecoder(length === undefined ? undefined : Number(length));
  source.on('error', (error) => decoder.destroy(error));
  source.on('close', () => {
    if (!request.complete) decoder.destroy(new Error('The client went away'));
  });
  return source.pipe(decoder);
};

const splitOnce = (text: string, separator: string): [string, string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};

const collect = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const write = (request: HttpRequest, response: HttpResponse, { status, headers, body }: RestResponse): void => {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body instanceof Readable) {
    body.on('error', () => response.destroy());
    response.on('close', () => body.destroy());
    body.pipe(response as unknown as NodeJS.WritableStream);
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const bodiless = request.method === 'HEAD' || status === 204 || status === 304;
  if (!bodiless) response.setHeader('content-length', bytes.length);
  (response as import('node:http').ServerResponse).end(bodiless ? undefined : bytes);
  // What the client still sends of a refused request must not stand in the way of the next one.
  if (!request.readableEnded) request.resume();
};
