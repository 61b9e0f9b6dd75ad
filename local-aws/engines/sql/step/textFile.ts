import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StepError } from '../errors.ts';
import { isGzip } from './gzip.ts';
import type { ResolvedObject } from './port.ts';
import { Utf8Check } from './utf8Check.ts';

const CHUNK = 1 << 18;

/** A text source without compression, on this machine's disk. */
export interface TextFile {
  path: string;
  /** Whether every byte of it is UTF-8. */
  utf8: boolean;
  /** Removes what was unpacked; the object itself stays. */
  release(): Promise<void>;
}

/**
 * The object's text as a file that DuckDB reads on all threads. A gzip file is unpacked into `scratch`, to its end and its checksum:
 * DuckDB takes one that was cut off as a shorter one. Throws `SourceDamaged`.
 */
export const textFile = async (object: ResolvedObject, scratch: string): Promise<TextFile> => {
  const check = new Utf8Check();
  if (!isGzip(object.path)) {
    for await (const chunk of createReadStream(object.path, { highWaterMark: CHUNK })) check.take(chunk as Buffer);
    return { path: object.path, utf8: check.end(), release: async () => {} };
  }
  const path = join(scratch, `unpacked-${randomUUID()}`);
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const file = await open(path, 'wx');
  try {
    await pipeline(createReadStream(object.path, { highWaterMark: CHUNK }), gunzip, async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        check.take(chunk);
        await file.writeFile(chunk);
      }
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StepError(
      'SourceDamaged',
      `${object.uri} is a damaged gzip file at byte ${gunzip.bytesWritten} of ${object.size}: ${reason}; land the file again`,
      { cause: error },
    );
  } finally {
    await file.close();
  }
  return { path, utf8: check.end(), release: () => rm(path, { force: true }) };
};
