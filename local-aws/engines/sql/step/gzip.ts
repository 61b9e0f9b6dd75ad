import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StepError } from '../errors.ts';
import type { ResolvedObject } from './port.ts';

/** Whether the file begins as gzip does, whatever it is called. */
export const isGzip = (path: string): boolean => {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(2);
    return readSync(file, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    closeSync(file);
  }
};

/** Unpacks a gzip file to its end and its checksum. DuckDB takes a file that was cut off as a shorter one, so this runs beside the read. Throws `SourceDamaged`. */
export const verifyGzip = async ({ path, uri, size }: ResolvedObject): Promise<void> => {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const discard = new Writable({ highWaterMark: 1 << 20, write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), gunzip, discard);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StepError(
      'SourceDamaged',
      `${uri} is a damaged gzip file at byte ${gunzip.bytesWritten} of ${size}: ${reason}; land the file again`,
      { cause: error },
    );
  }
};
