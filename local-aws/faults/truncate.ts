import { Readable } from 'node:stream';
import type { Call } from '../service.ts';

/** A request whose body ends early and says nothing of it: its digests are left out. */
export const truncateRequest = async (
  input: Record<string, unknown>,
  call: Call,
  bytes: number,
): Promise<{ input: Record<string, unknown>; call: Call }> => {
  const kept = Object.entries(input).filter(([name]) => !/^(Checksum|ContentMD5$|ContentLength$)/.test(name));
  const body = await bytesOf(input.Body);
  return { input: { ...Object.fromEntries(kept), Body: body.subarray(0, bytes) }, call: { ...call, headers: {} } };
};

/** An answer whose body is as short as if the object were. */
export const truncateAnswer = async (answer: unknown, bytes: number): Promise<unknown> => {
  const given = answer as Record<string, unknown>;
  const body = (await bytesOf(given.Body)).subarray(0, bytes);
  const kept = Object.entries(given).filter(([name]) => !name.startsWith('Checksum'));
  return { ...Object.fromEntries(kept), Body: body, ContentLength: body.length };
};

/** A request that can be made more than once: its body is taken in first. */
export const repeatable = async (input: Record<string, unknown>): Promise<Record<string, unknown>> =>
  input.Body instanceof Readable ? { ...input, Body: await bytesOf(input.Body) } : input;

const bytesOf = async (body: unknown): Promise<Buffer> => {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string);
  const chunks: Buffer[] = [];
  for await (const chunk of body as Readable) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
