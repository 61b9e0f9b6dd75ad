import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { AwsError } from '../errors.ts';

export interface StoredCode {
  /** Base64 SHA-256 of the zip. */
  sha256: string;
  size: number;
}

/** Deployment packages, unpacked once per content below `.nightjar/lambda/code`. */
export class CodeStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The folder of a package that was stored before. */
  path(sha256: string): string {
    return join(this.#directory, Buffer.from(sha256, 'base64').toString('hex'));
  }

  /** Unpacks a zip. Throws `InvalidParameterValueException` when it is none, or when an entry would leave the folder. */
  async store(zip: string | Uint8Array): Promise<StoredCode> {
    const bytes = typeof zip === 'string' ? readFileSync(zip) : zip;
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    const target = this.path(sha256);
    if (!existsSync(target)) {
      const draft = `${target}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
      try {
        await unpack(Buffer.from(bytes), draft);
        renameSync(draft, target);
      } catch (error) {
        rmSync(draft, { recursive: true, force: true });
        if (!existsSync(target)) throw error;
      }
    }
    return { sha256, size: bytes.byteLength };
  }
}

async function unpack(bytes: Buffer, directory: string): Promise<void> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.fromBufferPromise(bytes);
  } catch (error) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
      { cause: error },
    );
  }
  mkdirSync(directory, { recursive: true });
  for await (const entry of zip.eachEntry()) {
    const target = resolve(directory, entry.fileName);
    if (!target.startsWith(directory + sep) && target !== directory) {
      throw new AwsError('InvalidParameterValueException', `The package holds a path outside of it: ${entry.fileName}`);
    }
    if (entry.fileName.endsWith('/')) {
      mkdirSync(target, { recursive: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
  }
}
