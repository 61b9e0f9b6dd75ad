import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { AwsError } from '../errors.ts';

export interface StoredCode {
  /** Base64 SHA-256 of the zip. */
  sha256: string;
  size: number;
}

/** Deployment packages by content below `.nightjar/lambda/code`: kept as they came, unpacked when a function first runs. */
export class CodeStore {
  readonly #directory: string;
  readonly #unpacking = new Map<string, Promise<string>>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Keeps a package, given as its bytes or as a file. Throws `InvalidParameterValueException` when it is no zip, or would write outside of its folder. */
  async store(zip: string | Uint8Array): Promise<StoredCode> {
    const bytes = typeof zip === 'string' ? readFileSync(zip) : Buffer.from(zip);
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    const file = `${this.path(sha256)}.zip`;
    if (!existsSync(file)) {
      await checkEntries(bytes);
      mkdirSync(this.#directory, { recursive: true });
      // As on Lambda, no package.json above the code says what a `.js` file is: not that of a project around this folder.
      writeFileSync(join(this.#directory, 'package.json'), '{}\n');
      const draft = draftName(file);
      writeFileSync(draft, bytes);
      renameSync(draft, file);
    }
    return { sha256, size: bytes.byteLength };
  }

  /** The package's folder; it is there once `unpacked` has answered. */
  path(sha256: string): string {
    return join(this.#directory, Buffer.from(sha256, 'base64').toString('hex'));
  }

  /** The folder with the package's files in it, made when it is first asked for. */
  unpacked(sha256: string): Promise<string> {
    const known = this.#unpacking.get(sha256);
    if (known) return known;
    const unpacking = this.#unpack(this.path(sha256));
    this.#unpacking.set(sha256, unpacking);
    unpacking.catch(() => this.#unpacking.delete(sha256));
    return unpacking;
  }

  async #unpack(target: string): Promise<string> {
    if (existsSync(target)) return target;
    const draft = draftName(target);
    try {
      const zip = await yauzl.fromBufferPromise(readFileSync(`${target}.zip`));
      mkdirSync(draft, { recursive: true });
      for await (const entry of zip.eachEntry()) await write(zip, entry, resolve(draft, entry.fileName));
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another server on the same folder may have been faster.
      if (!existsSync(target)) throw error;
    }
    return target;
  }
}

const draftName = (path: string): string => `${path}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;

async function write(zip: yauzl.ZipFile, entry: yauzl.Entry, target: string): Promise<void> {
  if (entry.fileName.endsWith('/')) {
    mkdirSync(target, { recursive: true });
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  await writeFile(target, await buffer(await zip.openReadStreamPromise(entry)));
}

async function checkEntries(bytes: Buffer): Promise<void> {
  const root = resolve(sep, 'package');
  try {
    const zip = await yauzl.fromBufferPromise(bytes);
    for await (const { fileName } of zip.eachEntry()) {
      if (!resolve(root, fileName).startsWith(root)) throw new Error(`${fileName} lies outside of the package`);
    }
  } catch (error) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Could not unzip uploaded file. Please check your file, then try to upload again. (${(error as Error).message})`,
      { cause: error },
    );
  }
}
