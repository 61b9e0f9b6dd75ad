import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Algorithm, algorithms, type Checksums } from '../checksums/algorithms.ts';
import type { Running } from '../checksums/crc.ts';

/** Bytes that lie in a file of their own, and what they came to. */
export interface Received {
  file: string;
  size: number;
  /** hex */
  md5: string;
  checksums: Checksums;
}

/** Writes a body into `file` and takes its digests on the way. The file is gone again when this rejects. */
export const receive = async (
  body: Readable | Uint8Array | string,
  file: string,
  wanted: readonly Algorithm[],
): Promise<Received> => {
  const digests = digestsOf(wanted);
  const target = createWriteStream(file);
  const failed = new Promise<never>((_resolve, reject) => target.once('error', reject));
  failed.catch(() => {});
  try {
    if (typeof body === 'string' || body instanceof Uint8Array) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      digests.update(bytes);
      target.write(bytes);
    } else {
      for await (const chunk of body) {
        digests.update(chunk as Buffer);
        if (!target.write(chunk)) await Promise.race([once(target, 'drain'), failed]);
      }
    }
    await Promise.race([new Promise<void>((resolve) => target.end(resolve)), failed]);
  } catch (error) {
    target.destroy();
    await rm(file, { force: true });
    throw error;
  }
  return { file, ...digests.result() };
};

/** The digests of a file that is there already. */
export const digestFile = async (file: string, wanted: readonly Algorithm[] = []): Promise<Omit<Received, 'file'>> => {
  const digests = digestsOf(wanted);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) digests.update(chunk as Buffer);
  return digests.result();
};

const digestsOf = (wanted: readonly Algorithm[]) => {
  let size = 0;
  const md5 = createHash('md5');
  const running = new Map<Algorithm, Running>(wanted.map((name) => [name, algorithms[name]()]));
  return {
    update: (bytes: Uint8Array): void => {
      size += bytes.length;
      md5.update(bytes);
      for (const each of running.values()) each.update(bytes);
    },
    result: () => ({
      size,
      md5: md5.digest('hex'),
      checksums: Object.fromEntries(
        [...running].map(([name, each]) => [name, each.digest().toString('base64')]),
      ) as Checksums,
    }),
  };
};
